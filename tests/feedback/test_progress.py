"""Scores over time: compared only with their like, and changed only beyond their spread."""

from __future__ import annotations

from itertools import product

import pytest

from feedback.progress import alike, kind_of, like_newest, lines, next_step, verdict
from feedback.schema import CompetencyFeedback, Feedback
from interview.models import Brief, Drill, Redo, Track

pytestmark = pytest.mark.unit

WHOLE = Brief(role="Nurse")


def row(score: int, *ratings: int) -> CompetencyFeedback:
    return CompetencyFeedback(id="results", label="Results", score=score, ratings=ratings)


def given(
    *scores: int, rubric: str = "behavioral 2026-11", by: str = "MockFlow's rule-based coach"
) -> Feedback:
    rows = tuple(CompetencyFeedback(id=f"c{n}", label=f"C{n}", score=score) for n, score in enumerate(scores))
    return Feedback(written_by=by, rubric=rubric, takeaway="", next_step="", competencies=rows)


def comparable(interviews: list[tuple[Brief, Feedback]]) -> list[Feedback]:
    """What compares of these, newest first, with the newest; oldest first."""
    return [interviews[n][1] for n in like_newest([alike(brief, one) for brief, one in interviews])]


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        ((3,), "too early"),
        ((2, 5), "too early"),
        ((2, 2, 2), "no change"),
        ((2, 3, 3), "no change"),
        ((2, 3, 4), "improved"),
        ((2, 4, 3), "no change"),
        ((3, 4, 2), "fell"),
        ((3, 4, 3), "no change"),
    ],
)
def test_a_change_lies_outside_everything_seen_before(scores: tuple[int, ...], expected: str) -> None:
    assert verdict([row(score) for score in scores]) == expected


def test_every_rating_of_the_newest_must_lie_outside() -> None:
    assert verdict([row(3), row(3), row(4, 3, 4, 5)]) == "no change"
    assert verdict([row(3, 2, 3, 4), row(3), row(4, 4, 4, 4)]) == "no change"
    assert verdict([row(3), row(3), row(4, 4, 4, 5)]) == "improved"


def test_the_same_scores_never_count_as_a_change() -> None:
    for scores in product(range(1, 6), repeat=3):
        rows = [row(score) for score in scores]
        assert verdict([*rows, rows[-1]]) == "no change"


@pytest.mark.parametrize(
    "other",
    [
        (WHOLE, given(3, rubric="technical 2026-11")),
        (WHOLE, given(3, rubric="behavioral 2025-01")),
        (WHOLE, given(3, by="gpt-4o-mini")),
        (WHOLE.model_copy(update={"language": "es"}), given(3)),
        (WHOLE.model_copy(update={"benchmark": True}), given(3)),
        (WHOLE.model_copy(update={"track": Track.TECHNICAL}), given(3)),
    ],
)
def test_unlike_interviews_are_not_compared(other: tuple[Brief, Feedback]) -> None:
    assert comparable([(WHOLE, given(4)), other, (WHOLE, given(2))]) == [given(2), given(4)]


def test_parts_and_answers_given_again_are_compared_with_nothing() -> None:
    part = WHOLE.model_copy(update={"drill": Drill(stage="self_intro")})
    again = WHOLE.model_copy(update={"redo": Redo(interview_id="x", turn=1)})
    assert alike(part, given(3)) == alike(again, given(3)) == ()
    assert kind_of(part) == kind_of(again) == ()
    assert comparable([(part, given(5)), (WHOLE, given(2)), (again, given(5))]) == [given(2)]


def test_each_competency_has_its_line_and_the_lowest_is_next() -> None:
    found = lines([given(3, 2), given(3, 2), given(4, 2)])
    assert [(line.id, line.scores, line.verdict) for line in found] == [
        ("c0", (3, 3, 4), "improved"),
        ("c1", (2, 2, 2), "no change"),
    ]
    assert next_step(found) == "Work on c1: it was lowest in your last 3 interviews."
    assert next_step([]) == ""
    assert next_step(lines([given(5)])) == ""
