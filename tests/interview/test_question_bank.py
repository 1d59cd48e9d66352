"""The bank: large, sound, and without two questions that are nearly one."""

from __future__ import annotations

import re
from collections import Counter
from itertools import combinations

import pytest
from rapidfuzz import fuzz

from fsm import STAGES
from interview.lang import LANGUAGES
from interview.models import Brief, Family, Level, PlannedQuestion, Track
from interview.question_bank import BankQuestion, bank
from interview.questions import asked_in, covered, which
from interview.rubric import RUBRIC

pytestmark = pytest.mark.unit

ALIKE = 80.0


def planned(rows: list[BankQuestion]) -> list[PlannedQuestion]:
    return [
        PlannedQuestion(
            id=row.id, stage=row.stage, text=row.text, rephrase=row.rephrase, competency=row.competency
        )
        for row in rows
    ]


@pytest.fixture(params=sorted(LANGUAGES))
def code(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_it_holds_at_least_a_hundred_and_fifty_questions(code: str) -> None:
    rows = bank(code)
    assert len(rows) >= 150
    assert max(Counter(row.id for row in rows).values()) == 1


def test_every_row_is_sound(code: str) -> None:
    known, stages = {row.id for row in RUBRIC}, {rule.name for rule in STAGES}
    for row in bank(code):
        assert row.competency in known, row.id
        assert row.stage in stages, row.id
        assert row.rephrase, row.id
        assert row.rephrase != row.text, row.id
        assert asked_in(row.text, language=code), row.id
        assert asked_in(row.rephrase, language=code), row.id
        assert len(row.text.split()) <= 30, row.id
        assert row.text[-1] in ".?", row.id


def test_no_two_questions_are_nearly_the_same(code: str) -> None:
    alike = [
        (one.id, other.id, round(score))
        for one, other in combinations(bank(code), 2)
        if (score := fuzz.token_sort_ratio(one.text.lower(), other.text.lower())) >= ALIKE
    ]
    assert alike == []


def test_none_is_taken_for_asked_because_another_was(code: str) -> None:
    taken = [
        (one.id, other.id)
        for one, other in combinations(bank(code), 2)
        if one.stage == other.stage
        and max(covered(one.text, other.text, language=code), covered(other.text, one.text, language=code))
        >= 0.7
    ]
    assert taken == []


def test_it_finds_every_question_of_a_stage_again_in_what_was_said(code: str) -> None:
    for stage in {row.stage for row in bank(code)}:
        rows = planned([row for row in bank(code) if row.stage == stage])
        for row in rows:
            for said in (f"Thanks for explaining that. {row.text}", f"In other words: {row.rephrase}"):
                found = which(said, rows, language=code)
                assert found is not None, row.id
                assert found.id == row.id, said


@pytest.mark.parametrize("track", list(Track))
@pytest.mark.parametrize("family", list(Family))
def test_every_kind_of_interview_has_questions_of_its_own(track: Track, family: Family) -> None:
    for level in Level:
        brief = Brief(role="Tester", track=track, family=family, level=level)
        fitting = [row for row in bank() if row.fits(brief)]
        assert len(fitting) >= 50
        if track is not Track.BEHAVIORAL:
            assert sum(row.tracks == (track,) for row in fitting) >= 15


def test_nobody_is_asked_to_write_code_by_voice() -> None:
    to_write = re.compile(r"whiteboard|write (?:a|the|some) (?:function|program|query|code)", re.IGNORECASE)
    assert [row.id for row in bank() if to_write.search(row.text + row.rephrase)] == []
