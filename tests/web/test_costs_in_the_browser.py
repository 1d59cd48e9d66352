"""Costs as a browser shows them: the estimate follows the choice, the meter is small and fits."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect, sync_playwright
from werkzeug.serving import make_server

from tests.browser.checks import LOOKS, nothing_is_cut_off, violations
from tests.browser.visitor import Visitor

from .conftest import House

pytestmark = pytest.mark.browser

TELL = """async (attributes) => {
  const { tellAttributes } = await import("/static/js/room/hud.js");
  const { setPhase } = await import("/static/js/room/phase.js");
  setPhase("live");
  tellAttributes({ "mf.ends_at": String(Date.now() + 400_000), ...attributes });
}"""
LIVE = {
    "mf.stage": "past_experience",
    "mf.stage_label": "Past experience",
    "mf.question": "12",
    "mf.questions": "15",
}


@pytest.fixture
def visitor(house: House, chromium: str) -> Iterator[Visitor]:
    """Alice, who pays Deepgram and OpenAI, in a browser."""
    client = house.client(house.alice)
    client.post("/settings/keys/openai", data={"openai_api_key": "sk-of-alice-0001"})
    client.post("/settings/keys/deepgram", data={"deepgram_api_key": "dg-of-alice-0001"})
    client.post("/settings/preferences", data={"hearing": "deepgram", "speaking": "deepgram"})
    server = make_server("127.0.0.1", 0, house.app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        page = browser.new_page(reduced_motion="reduce")
        someone = Visitor(page.context, page, f"http://127.0.0.1:{server.server_port}")
        someone.watch(page)
        someone.sign_in()
        yield someone
        browser.close()
    server.shutdown()
    thread.join()
    server.server_close()


def wear(page: Page, look: str) -> None:
    (width, height), scheme = LOOKS[look]
    page.set_viewport_size({"width": width, "height": height})
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")


def test_the_estimate_is_that_of_the_choice_in_every_look(visitor: Visitor) -> None:
    visitor.go("/interviews/new")
    page = visitor.page
    costs = json.loads(page.locator("[data-set-up]").get_attribute("data-costs") or "")
    estimate = visitor.test("estimate")
    expect(estimate).to_have_text(costs[""]["behavioral"]["standard"][0])
    for kind, length in (("technical", "full"), ("intro_call", "quick")):
        page.locator(f"input[name=track][value={kind}]").check(force=True)
        page.locator(f"input[name=length][value={length}]").check(force=True)
        expect(estimate).to_have_text(costs[""][kind][length][0])
    page.locator("[data-more] > summary").click()
    page.locator("[name=drill_stage]").select_option("company_fit")
    expect(estimate).to_have_text(costs["company_fit"]["intro_call"]["quick"][0])
    for look in LOOKS:
        wear(page, look)
        assert nothing_is_cut_off(page) == [], look
        assert violations(page) == [], look
    assert visitor.complaints == []


def test_the_meter_is_told_in_one_line_and_hidden_while_nothing_costs(house: House, visitor: Visitor) -> None:
    visitor.go(f"/interviews/{house.interview().id}/room")
    page, cost = visitor.page, visitor.test("cost")
    expect(page.locator("[data-mic-ask]")).to_be_enabled()
    page.evaluate(TELL, LIVE)
    expect(cost).to_be_hidden()
    wear(page, "wide-dark")
    for more, says in (
        ({"mf.cost": "0.044"}, "about $0.04 so far"),
        ({"mf.cost": "0.044", "mf.cost_unknown": "1"}, "at least $0.04 so far"),
        ({"mf.cost": "0.044", "mf.cost_cap": "0.50"}, "about $0.04 so far of $0.50"),
        ({"mf.cost": "0.000", "mf.cost_unknown": "1", "mf.cost_cap": "0.50"}, "cost not known"),
    ):
        page.evaluate(TELL, LIVE | more)
        expect(cost).to_have_text(says)
    assert page.locator("[aria-live], [role=status], [role=log]").filter(has=cost).count() == 0
    page.evaluate(TELL, LIVE | {"mf.cost": "12.345", "mf.cost_unknown": "0", "mf.cost_cap": "100.00"})
    for look in LOOKS:
        wear(page, look)
        expect(cost).to_be_visible()
        assert nothing_is_cut_off(page) == [], look
        assert page.evaluate("document.documentElement.scrollHeight <= innerHeight"), look
        assert violations(page) == [], look
    assert visitor.complaints == []
