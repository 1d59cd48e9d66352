"""Listening to a recording: a click on a quote plays that moment, and the transcript follows."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from simulation.house import House
from store.sqlite import SqliteStore
from tests.browser.accounts import Archive
from tests.browser.conftest import Visit
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser


@pytest.fixture
def listener(house: House, visit: Visit) -> Iterator[Visitor]:
    """Somebody on the review page of a recorded interview."""
    store = SqliteStore(house.data_dir / "mockflow.db")
    archive = Archive(house, store)
    user = archive.account("Somebody who listens")
    row = archive.recorded(user)
    visitor = visit(house, viewport={"width": 1280, "height": 720})
    visitor.context.add_cookies([{"name": "mockflow", "value": archive.cookie(user), "url": house.url}])
    visitor.go(f"/interviews/{row.id}")
    yield visitor
    store.close()


def plays(page: Page, at: float) -> None:
    """It plays from there."""
    page.wait_for_function(
        "(at) => { const s = document.querySelector('[data-sound]');"
        " return !s.paused && s.currentTime > at && s.currentTime < at + 4; }",
        arg=at,
    )


def playing(page: Page) -> Locator:
    return page.locator(".turn[data-playing]")


def test_a_quote_plays_its_moment_and_the_transcript_follows(listener: Visitor) -> None:
    page = listener.page
    button = page.locator(".competency [data-play]").first
    quoted = page.locator(".competency blockquote:has([data-play]) p").first.inner_text()
    at = float(button.get_attribute("data-play") or "")
    button.click()
    plays(page, at)
    expect(playing(page)).to_contain_text(quoted.strip("“”")[:30])
    expect(playing(page)).to_be_in_viewport()
    later = page.locator(".turn [data-play]").last
    at = float(later.get_attribute("data-play") or "")
    later.click()
    plays(page, at)
    expect(playing(page)).to_have_id(f"turn-{page.locator('.turn').count() - 1}")
    expect(playing(page)).to_be_in_viewport()
    assert listener.complaints == []


def test_a_click_on_the_waveform_plays_from_there(listener: Visitor) -> None:
    page = listener.page
    wave = page.locator("[data-wave]")
    assert wave.locator(".wave-you").get_attribute("d").count("M") == 200  # type: ignore[union-attr]
    box = wave.bounding_box()
    assert box is not None
    length = float(wave.get_attribute("data-wave") or "")
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + 10)
    plays(page, length / 2 - 1)
    page.wait_for_function("() => Number(document.querySelector('[data-wave-now]').getAttribute('x')) >= 99")


def test_a_recording_that_cannot_be_played_is_said_and_can_be_downloaded(listener: Visitor) -> None:
    page = listener.page
    page.route("**/recording", lambda route: route.fulfill(body=b"no sound", content_type="audio/ogg"))
    page.locator(".turn [data-play]").first.click()
    expect(page.locator("[data-sound-problem]")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="Download it").click()
    assert download.value.suggested_filename.endswith(".ogg")
