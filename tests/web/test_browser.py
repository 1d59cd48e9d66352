"""A walk over every page in a real browser: the policy breaks none of them, and nobody's markup runs."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from playwright.sync_api import ConsoleMessage, Page, sync_playwright
from werkzeug.serving import make_server

from interview.events import EndedData, EventData, TurnData, envelope
from interview.models import EndReason
from tests.browser.visitor import Visitor

from .conftest import House
from .matrix.routes import INTERVIEW, OWN, OWNED, ROUTES, Route
from .matrix.scene import furnish

pytestmark = pytest.mark.browser

INJECTED = '<img src=x onerror="window.broken=1"><script>window.broken=1</script>'


@pytest.fixture
def address(house: House) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, house.app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def page(chromium: str) -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield browser.new_page()
        browser.close()


def ended(house: House) -> str:
    """An interview that is over, with markup wherever a person could put some."""
    row = house.interview(role=f"Engineer {INJECTED}", company=INJECTED)
    said = TurnData(
        speaker="candidate", text=f"{INJECTED} {'I cut it by forty percent. ' * 9}", stage="self_intro"
    )
    batch: list[EventData] = [said, EndedData(reason=EndReason.COMPLETED)]
    house.store.append_events(
        row.id, [envelope(data, run=0, seq=seq, at=datetime.now(UTC)) for seq, data in enumerate(batch)]
    )
    house.aftermath.begin(row.id)
    house.aftermath.drain(10)
    return row.id


def test_no_page_breaks_the_policy_and_no_markup_runs(house: House, address: str, page: Page) -> None:
    """Every page of the table of routes, with markup in all that a person can write."""
    visitor = Visitor(page.context, page, address)
    visitor.watch(page)
    visitor.sign_in()
    scene, interview_id = furnish(house, INJECTED), ended(house)
    pages = [scene.url(route, known=True) for route in ROUTES if is_page(route)]
    assert len(pages) >= 12
    for path in (*pages, f"/interviews/{interview_id}", "/nothing-here"):
        page.goto(address + path, wait_until="load")
        assert page.evaluate("window.broken") is None, path
        assert page.locator("h1").count() >= 1, path
    assert [text for text in visitor.complaints if "404" not in text] == []


def is_page(route: Route) -> bool:
    downloads = (
        *("/account/export.zip", "/documents/<document_id>/original", f"{INTERVIEW}/recording"),
        *(f"{INTERVIEW}/export.{ending}" for ending in ("pdf", "md")),
    )
    mine = route.audience in (OWN, OWNED) and route.method == "GET"
    return mine and not route.json and route.path not in downloads


def tells(told: str) -> Callable[[ConsoleMessage], bool]:
    return lambda message: message.text.startswith(told)


def test_a_breach_of_the_policy_is_noticed(address: str, page: Page) -> None:
    """Else the walks through the pages would prove nothing."""
    visitor = Visitor(page.context, page, address)
    visitor.watch(page)
    visitor.go("/")
    for directive, breach in {
        "script-src-elem": "document.body.append(Object.assign(document.createElement('script'), {text: 1}))",
        "connect-src": "fetch('https://elsewhere.invalid/').catch(() => {})",
    }.items():
        told = f"breach of the policy: {directive} "
        with page.expect_console_message(tells(told)):
            page.evaluate(breach)
        assert any(text.startswith(told) for text in visitor.complaints)


def test_a_form_with_a_mistake_keeps_what_was_typed(house: House, address: str, page: Page) -> None:
    page.goto(address)
    page.get_by_role("button", name="Start practising").click()
    page.goto(f"{address}/interviews/new")
    page.get_by_label("Company").fill("Zebra & Sons")
    page.evaluate("document.querySelector('[data-set-up]').submit()")
    page.wait_for_url("**/interviews")
    assert page.get_by_label("Company").input_value() == "Zebra & Sons"
    assert page.get_by_text("Name the role").count() >= 1


@pytest.mark.parametrize(
    ("reason", "detail", "title", "text"),
    [
        ("stopped", "You ended the interview.", "You ended the interview.", "saved"),
        (
            "stopped",
            "The interview was stopped. What was said is kept.",
            "The interview was stopped.",
            "kept",
        ),
        ("stopped", "The web app could not be reached.", "The web app could not be reached.", "saved"),
        ("candidate_left", "Nobody joined the room.", "The interview was closed.", "Nobody joined the room."),
        ("cap_reached", "", "The interview reached its limit.", "saved"),
        (None, "", "The interview has ended.", "saved"),
    ],
)
def test_the_closing_screen_says_who_or_what_ended_it(
    address: str, page: Page, reason: str | None, detail: str, title: str, text: str
) -> None:
    page.goto(address)
    shown = page.evaluate(
        "(said) => import('/static/js/room/messages.js').then((words) => words.endedWords(...said))",
        [reason, detail],
    )
    assert shown[0] == title
    assert text in shown[1]


def test_a_recording_that_cant_begin_gets_a_sentence(address: str, page: Page) -> None:
    page.goto(address)
    said = page.evaluate(
        """async () => {
          const { whatIHear } = await import("/static/js/room/hearing.js");
          const [track] = new AudioContext().createMediaStreamDestination().stream.getAudioTracks();
          track.stop();
          return whatIHear(track, "/nowhere", () => {});
        }"""
    )
    assert "say it once more" in said


def test_a_start_after_the_end_shows_how_it_ended(house: House, address: str, page: Page) -> None:
    """The room page was open in the check when the interview ended elsewhere."""
    page.goto(address)
    page.get_by_role("button", name="Start practising").click()
    page.wait_for_url("**/dashboard")
    row = house.interview()
    page.goto(f"{address}/interviews/{row.id}/room")
    page.locator("[data-start-typing]").wait_for()
    over = EndedData(reason=EndReason.STOPPED, detail="The interview was stopped.")
    house.store.append_events(row.id, [envelope(over, run=0, seq=0, at=datetime.now(UTC))])
    page.locator("[data-start-typing]").click()
    page.get_by_role("heading", name="The interview was stopped.").wait_for(timeout=4000)
