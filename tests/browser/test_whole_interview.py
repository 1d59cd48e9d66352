"""A person in Chromium takes a whole quick interview aloud, from the first page to the dashboard."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from embedded.stack import EmbeddedServices
from simulation import personas
from simulation.checker import words
from simulation.house import House
from tests.browser.conftest import Visit
from tests.browser.microphone import Spoken, Tape
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser

ADA = personas.load("ada")
PICTURE = Path(__file__).parents[2] / "docs" / "room.png"
SENTENCE = "I am ready to practise my interview today."
CHECK_UNTIL_S = 10.0  # of the tape: the sentence for the microphone check, over and over
FIRST_ANSWER_S = 32.0  # of the tape: the greeting is over by then
EVERY_S = 23.0  # from one answer to the next: the reply and the next question fit between
ANSWERS = 12
WHOLE_MS = 420_000
SHOTS = 20
FEEDBACK_MS = 60_000
STAGES = ["greeting", "self_intro", "past_experience", "company_fit", "closing"]
FOUND = 0.75  # of an answer's words, in their order


def answers() -> list[tuple[str, ...]]:
    """What is said, in the order the stages ask for it."""
    group = {name: [answer.say for answer in found] for name, found in ADA.answers.items()}
    ordered = group["ready"][:1] + group["self_intro"][:2] + group["past_experience"][:3]
    return [*ordered, *group["company_fit"][:2], *group["closing"][:1], *group["spare"]][:ANSWERS]


def record(services: EmbeddedServices, path: Path) -> Tape:
    """A tape with the check's sentence and then an answer at a steady pace."""
    tape = Tape(services)
    while tape.length_s < CHECK_UNTIL_S:
        tape.say(SENTENCE)
        tape.rest(0.4)
    for number, sentences in enumerate(answers(), 1):
        tape.rest_until(FIRST_ANSWER_S + EVERY_S * (number - 1))
        for sentence in sentences:
            tape.say(sentence, number)
            tape.rest(0.25)
    tape.rest(5.0)
    tape.write(path)
    return tape


@dataclass(frozen=True)
class Taken:
    """What is known after the interview; ``said`` is what the tape said while the room was open."""

    events: list[dict[str, Any]]
    transcript: dict[str, Any]
    said: list[Spoken]


def check_microphone(visitor: Visitor) -> float:
    """Read "this is what I hear"; returns when the microphone was open (monotonic).

    The page opens a microphone that is allowed already by itself.
    """
    page = visitor.page
    expect(page.get_by_role("button", name="Say a sentence")).to_be_visible()
    opened_at = time.monotonic()
    page.get_by_role("button", name="Say a sentence").click()
    heard = visitor.test("mic-check-text")
    expect(heard).to_contain_text(re.compile("This is what I hear: “.*(interview|practi[sc]e).*”", re.I))
    page.wait_for_function(
        """() => {
          const level = Number(document.querySelector("[data-mic-level]").style.getPropertyValue("--level"));
          const now = performance.now();
          if (level > 0.1 || window.quietSince === undefined) window.quietSince = now;
          return now - window.quietSince > 1500;
        }""",
        timeout=30_000,
    )
    return opened_at


def hear_greeting(visitor: Visitor) -> None:
    """The ring moves with a real voice, and the words name the role."""
    page = visitor.page
    visitor.phase("live")
    page.wait_for_function(
        "() => Number(document.querySelector('[data-testid=visualizer]').dataset.level) > 0.3", timeout=30_000
    )
    expect(visitor.test("caption-interviewer")).to_contain_text(ADA.role, timeout=30_000)


def see_own_words_while_speaking(visitor: Visitor) -> None:
    """More than one word is shown before the sentence is over, and it grows."""
    page = visitor.page
    page.wait_for_function(
        """() => {
          const caption = document.querySelector("[data-testid=caption-candidate][data-partial]");
          const count = caption ? caption.textContent.trim().split(/\\s+/).length : 0;
          window.fewest = Math.min(window.fewest ?? Infinity, count || Infinity);
          return count > window.fewest;
        }""",
        timeout=60_000,
        polling="raf",
    )


def look_at_the_room(page: Page) -> None:
    """Wait for the picture people remember: the interviewer speaks, and both sides have words."""
    page.wait_for_function(
        """() => {
          const words = (id) => document.querySelector(`[data-testid=${id}]`).textContent.trim();
          const asked = words("caption-interviewer");
          if (words("state-word") !== "Speaking") window.before = asked;
          const stage = document.querySelector("[data-stages] [aria-current]")?.dataset.stage;
          const level = Number(document.querySelector("[data-testid=visualizer]").dataset.level);
          return ["past_experience", "company_fit"].includes(stage) && words("question-count") !== ""
            && level > 0.35 && asked !== window.before && asked.length > 50
            && words("caption-candidate").length > 30;
        }""",
        timeout=WHOLE_MS,
        polling="raf",
    )


def picture(page: Page) -> bytes:
    """The picture people remember; taken again until the interviewer still speaks when it is there."""
    for _ in range(SHOTS):
        look_at_the_room(page)
        shot = page.screenshot()
        if page.get_by_test_id("state-word").inner_text() == "Speaking":
            return shot
    raise AssertionError(f"the interviewer had fallen silent after each of {SHOTS} pictures")


def found(said: str, heard: str) -> float:
    """How much of what was said stands in what was heard, in order, from 0 to 1."""
    one, two = words(said), words(heard)
    blocks = SequenceMatcher(None, one, two, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks) / max(len(one), 1)


def test_a_person_takes_a_whole_interview_aloud_and_reads_the_feedback(
    house: House, visit: Visit, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    tape = record(house.services, tmp_path / "answers.wav")
    resume = tmp_path / "resume.txt"
    resume.write_text(ADA.resume, encoding="utf-8")
    visitor = visit(
        house, tmp_path / "answers.wav", viewport={"width": 1280, "height": 720}, color_scheme="dark"
    )
    page = visitor.page
    visitor.sign_in()
    apply(visitor, resume)
    opened_at = check_microphone(visitor)
    visitor.test("record").check()
    visitor.test("start").click()
    hear_greeting(visitor)
    expect(visitor.test("recording")).to_have_text("recording")
    joined_s = time.monotonic() - opened_at
    see_own_words_while_speaking(visitor)
    shot = picture(page)
    if request.config.getoption("--write-screenshots", default=False):
        PICTURE.write_bytes(shot)
    visitor.phase("ended", within_ms=WHOLE_MS)
    left_s = time.monotonic() - opened_at
    expect(page.get_by_text("That was the interview.")).to_be_visible()
    taken = read(visitor, [one for one in tape.sentences if joined_s < one.started_s < left_s - 25])
    stages_are_complete(taken)
    words_are_kept(taken)
    feedback_is_shown(visitor, taken)
    assert visitor.complaints == []


def apply(visitor: Visitor, resume: Path) -> None:
    """The form as Ada fills it in."""
    page = visitor.page
    page.locator('main a[href="/interviews/new"]').first.click()
    page.get_by_label("Role", exact=True).fill(ADA.role)
    page.get_by_label("Company").fill(ADA.company)
    page.get_by_role("radio", name="Quick").check()
    page.locator("[data-more] summary").click()
    page.get_by_label("Level").select_option("senior")
    page.locator("#resume").set_input_files(resume)
    expect(page.get_by_text("resume.txt")).to_be_visible()
    page.locator("#job_description").fill(ADA.job_description)
    visitor.test("start-set-up").click()
    page.wait_for_url("**/room")


def read(visitor: Visitor, said: list[Spoken]) -> Taken:
    """Everything the web app kept of the interview."""
    path = visitor.interview
    events = visitor.json(f"{path}/events.json")["events"]
    return Taken(events, visitor.json(f"{path}/transcript.json"), said)


def stages_are_complete(taken: Taken) -> None:
    """Every stage in order, the end by itself, no minimum missed."""
    moves = [event["data"] for event in taken.events if event["kind"] == "stage"]
    reached = [move["stage"] for move in moves if move["cause"] != "end"]
    assert reached == STAGES
    assert [sentence for move in moves for sentence in move["exceptions"]] == []
    assert [e["data"]["reason"] for e in taken.events if e["kind"] == "ended"] == ["completed"]


def words_are_kept(taken: Taken) -> None:
    """Each answer that the tape gave during the interview is in the candidate's turns."""
    heard = " ".join(t["text"] for t in taken.transcript["turns"] if t["speaker"] == "candidate")
    assert len({one.answer for one in taken.said}) >= 5
    for number in sorted({one.answer for one in taken.said}):
        said = " ".join(one.text for one in taken.said if one.answer == number)
        assert found(said, heard) >= FOUND, (said, heard)
    assert found(SENTENCE, heard) < 1, "the microphone check is no part of the interview"


def feedback_is_shown(visitor: Visitor, taken: Taken) -> None:
    """The page goes on to the review by itself; scores, transcript and dashboard are there."""
    page = visitor.page
    page.wait_for_url(re.compile(r"/interviews/[0-9a-f]+$"), timeout=30_000)
    expect(page.get_by_role("heading", name="Competencies")).to_be_visible(timeout=FEEDBACK_MS)
    expect(page.get_by_text(re.compile("Every score rests on words found"))).to_be_visible()
    for turn in taken.transcript["turns"]:
        expect(page.get_by_text(turn["text"]).first).to_be_attached()
    expect(page.locator(".wave-you")).to_be_attached()
    page.locator(".competency [data-play]").first.click()
    page.wait_for_function("() => document.querySelector('[data-sound]').currentTime > 1")
    expect(page.locator(".turn[data-playing]")).to_be_attached()
    page.get_by_role("link", name="Interviews").click()
    row = page.get_by_role("row", name=re.compile(f"{ADA.role}.*{ADA.company}")).first
    expect(row).to_contain_text("Completed")
