"""Pause in the room: the page says so, other buttons rest, a reload finds it so, and it goes on."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from simulation.house import House
from tests.browser.acts import SAID, stored, type_answer
from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser

PAUSED = "Paused. Press Go on."


def test_a_pause_holds_through_a_reload_and_ends_with_go_on(house: House, visit: Visit) -> None:
    visitor = visit(house, "beeps")
    page = visitor.page
    visitor.sign_in()
    room = visitor.set_up()
    visitor.test("start").click()
    visitor.phase("live")
    visitor.hear_words()
    visitor.test("pause").click()
    expect(visitor.test("state-word")).to_have_text(PAUSED)
    expect(visitor.test("notice")).to_contain_text("Press Go on within 10 minutes.")
    expect(visitor.test("time-left")).to_have_text("paused")
    expect(visitor.test("mute")).to_have_attribute("aria-pressed", "true")
    for name in ("mute", "hold", "type", "skip"):
        expect(visitor.test(name)).to_be_disabled()
    expect(visitor.test("end")).to_be_enabled()
    page.keyboard.press("Space")
    expect(visitor.test("hold")).to_have_attribute("aria-pressed", "false")
    page.reload()
    visitor.phase("live")
    expect(visitor.test("state-word")).to_have_text(PAUSED)
    expect(visitor.test("mute")).to_have_attribute("aria-pressed", "true")
    visitor.test("pause").click()
    expect(visitor.test("state-word")).not_to_have_text(PAUSED)
    expect(visitor.test("time-left")).to_contain_text("left")
    expect(visitor.test("mute")).to_have_attribute("aria-pressed", "false")
    visitor.test("type").click()
    type_answer(visitor)
    stored(visitor, room)
    assert SAID in page.content()
    visitor.end()
    visitor.phase("ended", within_ms=60_000)
    assert visitor.complaints == []
