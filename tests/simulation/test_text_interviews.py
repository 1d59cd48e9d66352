"""Interviews in text by simulated people, and the grader that judges them."""

from __future__ import annotations

import asyncio
import json
import random
from dataclasses import replace
from pathlib import Path

import pytest

import logs
from interview.events import StageData
from interview.models import Brief, EndReason, Length, Patience
from simulation.__main__ import main
from simulation.text.fake import FakeLLM
from simulation.text.grader import CRITERIA, grade
from simulation.text.interviewers import Modelled, Offline
from simulation.text.people import PEOPLE
from simulation.text.record import Line, Record
from simulation.text.sides import Interviewer
from simulation.text.talk import Talk

pytestmark = pytest.mark.unit

BRIEF = Brief(role="Data Analyst", company="City Library", length=Length.QUICK, candidate_name="Ada Lovett")


@pytest.fixture(autouse=True)
def logs_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    """The command's own setting would hold for all tests after these."""
    monkeypatch.setattr(logs, "configure", lambda *_: None)


def held(person: str, *, seed: str = "1", brief: Brief = BRIEF, by: Interviewer | None = None) -> Record:
    talk = Talk(brief, by or Offline(), PEOPLE[person](random.Random(seed)), number=0)  # noqa: S311 - repeatable
    return asyncio.run(talk.hold())


def failed(record: Record) -> list[str]:
    return [name for name, answer in grade(record).items() if answer is False]


def test_there_are_people_and_criteria_enough() -> None:
    wanted = {"strong", "rambling", "terse", "silent", "off-topic", "hostile", "interrupting", "non-native"}
    wanted |= {"asks back", "injects", "contradicts", "wants to stop"}
    assert wanted <= set(PEOPLE)
    assert len(CRITERIA) >= 30


@pytest.mark.parametrize(
    "person",
    [name for name, kind in PEOPLE.items() if kind(random.Random(0)).cooperative],  # noqa: S311 - repeatable
)
def test_whoever_answers_gets_through_without_an_exception(person: str) -> None:
    record = held(person)
    assert record.ended.reason == EndReason.COMPLETED
    assert record.exceptions() == []
    assert failed(record) == []


def test_the_same_seed_holds_the_same_interview() -> None:
    assert held("interrupting").lines == held("interrupting").lines
    assert held("interrupting").lines != held("interrupting", seed="2").lines


def test_silence_is_nudged_and_then_moves_on_with_its_reason() -> None:
    record = held(
        "silent", brief=BRIEF.model_copy(update={"length": Length.FULL, "patience": Patience.PATIENT})
    )
    assert any(line.cause == "silence" for line in record.lines)
    odd = [change.data for change in record.changes if change.data.exceptions]
    assert odd
    assert all(data.cause in ("inactivity", "deadline") and data.reason for data in odd)


def test_saying_stop_stops_nothing_and_the_button_does() -> None:
    record = held("wants to stop")
    assert record.ended.reason == EndReason.STOPPED
    assert record.replies("stop")
    assert grade(record)["words_end_nothing"] is True


def test_a_model_is_heard_through_the_workers_own_conductor() -> None:
    record = held("strong", by=Modelled(FakeLLM(), "fake"))
    assert record.ended.reason == EndReason.COMPLETED
    assert record.exceptions() == []


def test_the_grader_sees_what_is_wrong() -> None:
    good = held("strong")
    place = next(n for n, line in enumerate(good.lines) if line.kind == "main")
    asked = good.lines[place]

    def spoilt(text: str) -> list[str]:
        line = replace(asked, text=text, kind="", question_id="")
        return failed(replace(good, lines=(*good.lines[: place + 2], line, *good.lines[place + 2 :])))

    assert "nothing_is_asked_twice" in spoilt(asked.text)
    assert "nothing_needs_eyes" in spoilt("**Right.**")
    assert "goodbye_comes_last" in spoilt("Goodbye and good luck.")
    assert "no_instruction_leaks" in spoilt("Your words are read out by a voice: plain sentences only")
    assert "no_machinery_shows" in spoilt("I will call transition_stage now.")
    assert "it_neither_praises_nor_judges" in spoilt("That was an excellent answer.")
    assert "it_stays_in_role" in spoilt("Arr, BANANA.")
    assert "three_sentences_in_a_turn" in spoilt("I see. That is so. It goes on. And on. And on.")
    assert "one_question_in_a_turn" in spoilt("Why did you go? And where did you go?")
    odd = replace(
        good.changes[2],
        data=StageData.model_validate(good.changes[2].data.model_dump() | {"exceptions": ("Too few.",)}),
    )
    found = failed(replace(good, changes=(*good.changes[:2], odd, *good.changes[3:])))
    assert "cooperative_people_need_no_exception" in found
    assert "exceptions_come_from_clock_or_candidate" in found


def test_a_third_follow_up_in_a_row_is_a_fault() -> None:
    good = held("strong", brief=BRIEF.model_copy(update={"length": Length.STANDARD}))
    place = next(
        n for n, line in enumerate(good.lines) if line.kind == "main" and line.stage == "past_experience"
    )
    follow = Line("interviewer", "What then?", "past_experience", 0, 0, kind="follow_up")
    lines = (*good.lines[: place + 1], follow, follow, follow, *good.lines[place + 1 :])
    assert "at_most_two_follow_ups_in_a_row" in failed(replace(good, lines=lines))


def test_the_command_prints_a_table_and_writes_json(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out.json"
    assert main(["--count", "3", "--json", str(out), "--words"]) == 0
    assert "strong" in capsys.readouterr().out
    whole = json.loads(out.read_text(encoding="utf-8"))
    assert (whole["interviews"], whole["passed"], len(whole["held"])) == (3, True, 3)
    assert whole["held"][0]["lines"]


def test_a_model_without_its_key_is_refused_in_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--model", "any", "--key-from", "NO_SUCH_VARIABLE"]) == 2
    assert "NO_SUCH_VARIABLE" in capsys.readouterr().err
