"""The room while people talk: for everyone, nothing scrolls, every control within reach of the keyboard."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from simulation.house import House
from tests.browser.checks import LOOKS, MOST_TABS, ROOT, nothing_is_cut_off, tabs_to, violations
from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser

CONTROLS = ("mute", "hold", "pause", "type", "skip", "end")


def wear(page: Page, look: str) -> None:
    """Show the page in this size and colour scheme."""
    (width, height), scheme = LOOKS[look]
    page.set_viewport_size({"width": width, "height": height})
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce")


def test_the_live_room_is_for_everyone_in_every_look(
    house: House, visit: Visit, request: pytest.FixtureRequest
) -> None:
    visitor = visit(house, "beeps")
    page = visitor.page
    visitor.sign_in()
    visitor.set_up()
    visitor.test("start").click()
    visitor.phase("live")
    visitor.hear_words()
    for look in LOOKS:
        wear(page, look)
        picture(page, f"room-live-{look}", request)
        assert violations(page) == [], look
        assert nothing_is_cut_off(page) == [], look
        assert scrolls(page) == [], look
        assert [name for name in CONTROLS if tabs_to(page, f"[data-testid={name}]") > MOST_TABS] == [], look
        visitor.test("type").click()
        expect(visitor.test("answer-text")).to_be_visible()
        picture(page, f"room-typing-{look}", request)
        assert violations(page) == [], look
        assert scrolls(page) == [], look
        visitor.test("type").click()
        visitor.test("pause").click()
        expect(visitor.test("state-word")).to_have_text("Paused. Press Go on.")
        expect(visitor.test("notice")).to_contain_text("Nobody listens.")
        picture(page, f"room-paused-{look}", request)
        assert violations(page) == [], look
        assert nothing_is_cut_off(page) == [], look
        assert scrolls(page) == [], look
        visitor.test("pause").click()
        expect(visitor.test("state-word")).not_to_have_text("Paused. Press Go on.")
        visitor.test("end").click()
        picture(page, f"room-dialog-{look}", request)
        assert violations(page) == [], look
        page.keyboard.press("Escape")
    visitor.end()
    visitor.phase("ended", within_ms=60_000)
    for look in LOOKS:
        wear(page, look)
        assert violations(page) == [], look
    assert visitor.complaints == []


def scrolls(page: Page) -> list[int]:
    """Height of the page and of its window, when they differ: nothing scrolls in the room."""
    sizes = page.evaluate(
        "() => [document.documentElement.scrollHeight, document.documentElement.clientHeight]"
    )
    return [] if sizes[0] <= sizes[1] else list(sizes)


def picture(page: Page, name: str, request: pytest.FixtureRequest) -> None:
    """Keep a picture to look at, when asked for."""
    if request.config.getoption("--write-screenshots", default=False):
        page.screenshot(path=ROOT / "test-results" / "pages" / f"{name}.png")
