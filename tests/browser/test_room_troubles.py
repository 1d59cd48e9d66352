"""The room when something is missing, breaks or is pressed: each its own plain message, nothing lost."""

from __future__ import annotations

import contextlib
import re
import signal
import time
from collections.abc import Iterator

import httpx
import psutil
import pytest
from livekit import api
from playwright.sync_api import Page, expect

from simulation.house import House
from store.rows import InterviewRow
from store.sqlite import SqliteStore
from tests.browser.acts import SAID, join_typing, moved, stored, type_answer
from tests.browser.conftest import Visit
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser

TOLD_MS = 30_000
ENDING_S = 60.0


@pytest.fixture(scope="module")
def store(house: House) -> Iterator[SqliteStore]:
    opened = SqliteStore(house.data_dir / "mockflow.db")
    yield opened
    opened.close()


@pytest.fixture
def candidate(house: House, visit: Visit, request: pytest.FixtureRequest) -> Iterator[Visitor]:
    """Signed in, with an interview set up and the room page open; the interview is ended afterwards."""
    microphone = getattr(request, "param", "none")
    visitor = visit(house, microphone)
    visitor.sign_in()
    path = visitor.set_up()
    yield visitor
    end(visitor, path)
    assert visitor.complaints == []


with_beeps = pytest.mark.parametrize("candidate", ["beeps"], indirect=True)
with_refused = pytest.mark.parametrize("candidate", ["refused"], indirect=True)


def end(visitor: Visitor, path: str) -> None:
    """End the interview and wait until its place is free."""
    if visitor.json(f"{path}/state")["status"] != "new":
        visitor.end(path)
    deadline = time.monotonic() + ENDING_S
    while time.monotonic() < deadline:
        if visitor.json(f"{path}/state")["status"] in ("new", "ended"):
            return
        time.sleep(0.3)  # between two looks at another process
    raise AssertionError("the interview did not end")


def row_of(store: SqliteStore, visitor: Visitor) -> InterviewRow:
    return store.interview_of_any_owner(visitor.interview.rsplit("/", 1)[-1])


@with_refused
def test_a_refused_microphone_is_explained_and_typing_stays_open(candidate: Visitor) -> None:
    page = candidate.page
    candidate.context.new_cdp_session(page).send(
        "Browser.setPermission", {"permission": {"name": "microphone"}, "setting": "denied"}
    )
    page.get_by_role("button", name="Check my microphone").click()
    alert = page.get_by_role("alert").filter(visible=True)
    expect(alert).to_contain_text("Your browser doesn't let MockFlow use the microphone.")
    expect(alert).to_contain_text("set Microphone to Allow")
    expect(candidate.test("start-typing")).to_be_enabled()
    candidate.test("start").click()
    expect(alert).to_be_visible()
    candidate.phase("check")


def test_a_missing_microphone_is_explained_and_the_interview_goes_on_by_typing(candidate: Visitor) -> None:
    page, path = candidate.page, candidate.interview
    expect(page.get_by_text("No microphone was found.")).to_be_visible()
    join_typing(candidate)
    expect(candidate.test("mute")).to_have_text("Turn on microphone")
    type_answer(candidate)
    candidate.state("speaking")
    stored(candidate, path)


def test_a_second_tab_may_take_over_and_each_tab_is_told(candidate: Visitor) -> None:
    first, path = candidate.page, candidate.interview
    join_typing(candidate)
    second = candidate.new_tab()
    second.goto(f"{candidate.url}{path}/room")
    expect(second.get_by_role("heading", name="This interview is open in another tab.")).to_be_visible()
    candidate.test("takeover", second).click()
    candidate.phase("live", second)
    expect(first.get_by_role("heading", name="This interview moved to another tab.")).to_be_visible()
    type_answer(candidate, second)
    candidate.test("takeover", first).click()
    candidate.phase("live", first)
    expect(second.get_by_role("heading", name="This interview moved to another tab.")).to_be_visible()
    stored(candidate, path)


def test_a_reload_goes_on_in_the_same_interview(candidate: Visitor, store: SqliteStore) -> None:
    page, path = candidate.page, candidate.interview
    join_typing(candidate)
    candidate.state("listening")
    before = row_of(store, candidate)
    page.reload()
    candidate.phase("live")
    expect(candidate.test("caption-interviewer")).to_contain_text("ready")
    candidate.test("type").click() if candidate.test("answer-text").is_hidden() else None
    type_answer(candidate)
    stored(candidate, path)
    after = row_of(store, candidate)
    assert (after.run, after.room, after.status) == (before.run, before.room, "live")


@pytest.mark.parametrize("trouble", [signal.SIGKILL, signal.SIGSTOP], ids=["killed", "hung"])
def test_a_lost_interviewer_is_told_of_and_what_was_said_is_kept(
    candidate: Visitor, store: SqliteStore, trouble: signal.Signals
) -> None:
    page = candidate.page
    join_typing(candidate)
    type_answer(candidate)
    candidate.state("speaking")
    row = store.worker(row_of(store, candidate).id)
    assert row is not None
    worker = psutil.Process(row.pid)
    worker.send_signal(trouble)
    try:
        told_of_the_loss(page)
    finally:
        with contextlib.suppress(psutil.NoSuchProcess):  # as it should be by now
            worker.kill()


def told_of_the_loss(page: Page) -> None:
    """The page says it in time, and goes on to a review with the words."""
    expect(page.get_by_role("heading", name="The interviewer stopped working.")).to_be_visible(
        timeout=TOLD_MS
    )
    expect(page.locator("[data-ended-text]")).to_contain_text("What was said until then is kept.")
    page.wait_for_url(re.compile(r"/interviews/[0-9a-f]+$"))
    expect(page.get_by_text(SAID).first).to_be_attached()
    expect(page.get_by_text("Interviewer lost", exact=True)).to_be_visible()


@with_beeps
def test_the_mute_button_silences_the_microphone_for_the_room(
    candidate: Visitor, house: House, store: SqliteStore
) -> None:
    candidate.test("start").click()
    candidate.phase("live")
    candidate.hear_words()
    mute, room = candidate.test("mute"), row_of(store, candidate).room
    mute.click()
    expect(mute).to_have_attribute("aria-pressed", "true")
    expect(mute).to_contain_text("Muted")
    expect(candidate.test("notice")).to_contain_text("You are muted.")
    microphone_becomes(house, room, muted=True)
    mute.click()
    expect(mute).to_have_attribute("aria-pressed", "false")
    expect(candidate.test("notice")).to_be_hidden()
    microphone_becomes(house, room, muted=False)


def microphone_becomes(house: House, room: str, *, muted: bool) -> None:
    """Ask LiveKit itself until the candidate's microphone is as wanted."""
    services = house.services
    token = api.AccessToken(services.api_key, services.api_secret.get_secret_value())
    bearer = token.with_grants(api.VideoGrants(room_admin=True, room=room)).to_jwt()
    deadline, found = time.monotonic() + TOLD_MS / 1000, []
    while time.monotonic() < deadline:
        answer = httpx.post(
            f"{services.livekit_api_url}/twirp/livekit.RoomService/ListParticipants",
            json={"room": room},
            headers={"Authorization": f"Bearer {bearer}"},
            trust_env=False,
        )
        people = answer.raise_for_status().json()["participants"]
        tracks = [track for one in people if one["identity"].startswith("c-") for track in one["tracks"]]
        found = [track.get("muted", False) for track in tracks]
        if found == [muted]:
            return
        time.sleep(0.2)  # between two looks at another process
    raise AssertionError(f"the microphones in the room are {found}")


def test_skipping_asks_first_and_then_moves_to_the_next_stage(candidate: Visitor) -> None:
    page, path = candidate.page, candidate.interview
    join_typing(candidate)
    expect(candidate.test("stage-label")).to_have_text("Greeting")
    candidate.test("skip").click()
    page.get_by_role("button", name="Go on talking").click()
    expect(candidate.test("stage-label")).to_have_text("Greeting")
    candidate.test("skip").click()
    candidate.test("confirm").click()
    expect(candidate.test("stage-label")).to_have_text("Introduction")
    moved(candidate, path, ["start", "skip"])


def test_ending_asks_first_and_then_shows_what_was_said(candidate: Visitor) -> None:
    page, path = candidate.page, candidate.interview
    join_typing(candidate)
    type_answer(candidate)
    candidate.state("speaking")
    candidate.test("end").click()
    page.get_by_role("button", name="Go on talking").click()
    candidate.phase("live")
    candidate.test("end").click()
    candidate.test("confirm").click()
    expect(page.get_by_role("heading", name="You ended the interview.")).to_be_visible(timeout=2 * TOLD_MS)
    page.get_by_role("link", name="See the feedback").click()
    page.wait_for_url(f"**{path}")
    expect(page.get_by_text(SAID).first).to_be_attached()
    candidate.go(f"{path}/room")
    assert page.url.endswith(path)


def test_holding_space_gives_time_to_think(candidate: Visitor) -> None:
    page = candidate.page
    join_typing(candidate)
    page.locator("main").focus()
    hold = candidate.test("hold")
    page.keyboard.down("Space")
    expect(hold).to_have_attribute("aria-pressed", "true")
    candidate.state("holding")
    expect(candidate.test("state-word")).to_have_text("Take your time")
    page.keyboard.up("Space")
    expect(hold).to_have_attribute("aria-pressed", "false")
    expect(candidate.test("state-word")).not_to_have_attribute("data-state", "holding")
    candidate.test("answer-text").focus()
    page.keyboard.type("two words")
    expect(hold).to_have_attribute("aria-pressed", "false")
    expect(candidate.test("answer-text")).to_have_value("two words")
