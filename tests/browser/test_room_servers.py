"""The room when LiveKit or the speech service is away: told plainly, nothing lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from simulation.house import House
from tests.browser.acts import SAID, join_typing, type_answer
from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser

NO_SPEECH = "The speech service isn't answering. Check that it is running, then try again."
TOLD_MS = 30_000


@pytest.fixture
def house_to_break(tmp_path: Path) -> Iterator[House]:
    """A house whose servers the test stops."""
    with House(tmp_path / "data") as opened:
        yield opened


def test_without_the_speech_service_the_check_says_so(house_to_break: House, visit: Visit) -> None:
    visitor = visit(house_to_break, "beeps")
    visitor.sign_in()
    visitor.set_up()
    house_to_break.services.pids["speech"].stop(5.0)
    visitor.page.get_by_role("button", name="Say a sentence").click()
    heard = visitor.test("mic-check-text")
    expect(heard).to_have_text(NO_SPEECH)
    visitor.test("start").click()
    visitor.phase("failed")
    expect(visitor.test("failure")).to_have_text(NO_SPEECH)


def test_without_livekit_start_says_so_and_can_be_pressed_again(house_to_break: House, visit: Visit) -> None:
    visitor = visit(house_to_break, "beeps")
    visitor.sign_in()
    path = visitor.set_up()
    house_to_break.services.pids["livekit"].stop(1.0)
    visitor.test("start").click()
    visitor.phase("failed")
    expect(visitor.test("failure")).to_contain_text("The voice server (LiveKit) isn't answering")
    expect(visitor.page.get_by_role("button", name="Try again")).to_be_visible()
    assert visitor.json(f"{path}/state")["status"] == "new"


def test_livekit_that_stops_in_mid_interview_is_told_of_and_words_are_kept(
    house_to_break: House, visit: Visit
) -> None:
    visitor = visit(house_to_break)
    visitor.sign_in()
    path = visitor.set_up()
    join_typing(visitor)
    type_answer(visitor)
    visitor.state("speaking")
    house_to_break.services.pids["livekit"].stop(1.0)
    expect(visitor.test("notice")).to_contain_text("The connection dropped. Trying to get back in")
    visitor.phase("ended", within_ms=2 * TOLD_MS)
    expect(visitor.page.locator("[data-ended-text]")).to_contain_text(
        "The connection to the voice server was lost"
    )
    visitor.page.wait_for_url(f"**{path}")
    expect(visitor.page.get_by_text(SAID).first).to_be_attached()
