"""What to take into a real interview: one's best stories in one's own words, and three things to remember."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from feedback.evidence import holds
from feedback.schema import Evidence, Feedback, QuestionFeedback
from interview.models import Frozen
from postprocess import MergedTurn

MOST_STORIES, MOST_THINGS = 3, 3
_FEWEST_PARTS = 2


class Story(Frozen):
    """One answer, part by part, in the candidate's own words.

    Attributes:
        interview_id: where it was told.
        parts: situation, task, action, result, as far as they were told, in that order.
    """

    interview_id: str
    asked: str
    parts: tuple[tuple[str, Evidence], ...]


class Told(Frozen):
    """One interview's feedback and its transcript as it is now."""

    interview_id: str
    feedback: Feedback
    turns: tuple[MergedTurn, ...]


def stories(interviews: Sequence[Told]) -> list[Story]:
    """The fullest stories, each question once; every part still stands in the transcript.

    Args:
        interviews: newest first; of two tellings that are equally full the newer one counts.
    """
    found = [story for told in interviews for q in told.feedback.questions if (story := _story(told, q))]
    found.sort(key=lambda story: -len(story.parts))
    kept: dict[str, Story] = {}
    for story in found:
        kept.setdefault(story.asked, story)
    return list(kept.values())[:MOST_STORIES]


def things(interviews: Sequence[Told]) -> list[str]:
    """What should change, said most often first; the newest wording of each competency."""
    often, wording = Counter[str](), dict[str, str]()
    for told in interviews:
        for row in told.feedback.competencies:
            if row.score is not None and row.score < 5 and row.change:
                often[row.id] += 1
                wording.setdefault(row.id, row.change)
    first = {row: place for place, row in enumerate(wording)}
    order = sorted(wording, key=lambda row: (-often[row], first[row]))
    return list(dict.fromkeys(wording[row] for row in order))[:MOST_THINGS]


def _story(told: Told, question: QuestionFeedback) -> Story | None:
    parts = tuple(
        (one.part, one.evidence)
        for one in question.star
        if one.evidence is not None and holds(one.evidence, told.turns)
    )
    distinct = tuple(
        (part, one) for n, (part, one) in enumerate(parts) if one not in [e for _, e in parts[:n]]
    )
    if len(distinct) < _FEWEST_PARTS:
        return None
    return Story(interview_id=told.interview_id, asked=question.asked, parts=distinct)
