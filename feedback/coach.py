"""The offline coach: feedback from the rubric, by rule, with every score standing on quoted words."""

from __future__ import annotations

from collections.abc import Sequence

from feedback import markers as m
from feedback.advice import best_point, metric_points, next_step, takeaway
from feedback.answers import Exchange, exchanges
from feedback.evidence import carries, holds
from feedback.material import enough, probed, replies, scorable, scored_row, unscored
from feedback.parts import LANGUAGE, question_told
from feedback.schema import (
    CompetencyFeedback,
    Feedback,
    Point,
    QuestionFeedback,
)
from feedback.unscored import other_language, without_score
from feedback.yardstick import Look, looks
from interview.models import Brief, Plan
from interview.rubric import VERSION, Competency, rubric
from postprocess import MergedTurn, Metrics

WRITTEN_BY = "MockFlow's rule-based coach, without a language model"
_MOST_POINTS = 3


def write(brief: Brief, plan: Plan, turns: Sequence[MergedTurn], metrics: Metrics) -> Feedback:
    """Feedback on one interview; without any score when fewer than two questions were answered.

    Args:
        turns: the merged transcript; quotes name their turn by its index here.
        metrics: from :func:`postprocess.measure`.
    """
    if brief.language != LANGUAGE and any(turn.speaker == "candidate" for turn in turns):
        return other_language(written_by=WRITTEN_BY)
    asked = exchanges(plan, turns, language=brief.language)
    if not scorable(asked):
        return _checked(without_score(brief, asked, metrics, written_by=WRITTEN_BY), turns)
    yardstick = looks(brief)
    rows = _rows(brief, asked)
    questions = tuple(question_told(exchange, yardstick.get(exchange.competency, ())) for exchange in asked)
    scored = sorted((row for row in rows if row.score), key=lambda row: -(row.score or 0))
    went_well = [
        Point(text=row.good, evidence=row.evidence[0]) for row in scored if row.good and row.evidence
    ]
    weakest = [row for row in reversed(scored) if row.change and (row.score or 5) < 5]
    to_change = [Point(text=f"{row.label}: {row.change}") for row in weakest]
    well_measured, change_measured = metric_points(metrics)
    feedback = Feedback(
        written_by=WRITTEN_BY,
        rubric=f"{brief.track} {VERSION}",
        takeaway=takeaway(scored, questions),
        next_step=next_step(weakest, questions),
        went_well=_distinct(went_well, best_point(asked))[:_MOST_POINTS] + well_measured,
        to_change=_distinct(to_change)[:_MOST_POINTS] + change_measured,
        competencies=rows,
        questions=questions,
    )
    return _checked(feedback, turns)


def rate(brief: Brief, plan: Plan, turns: Sequence[MergedTurn]) -> tuple[CompetencyFeedback, ...]:
    """The competencies that were asked about, judged by rule, however few answers there are.

    :func:`write` scores with this where enough was answered. Alone it puts answers in order; of a single
    answer it is nothing to show to anybody.
    """
    return _rows(brief, exchanges(plan, turns, language=brief.language))


def _rows(brief: Brief, asked: Sequence[Exchange]) -> tuple[CompetencyFeedback, ...]:
    yardstick = looks(brief)
    return tuple(_row(row, yardstick[row.id], asked) for row in rubric(brief.track) if probed(row, asked))


def on_question(
    brief: Brief, plan: Plan, turns: Sequence[MergedTurn], *, turn: int | None = None
) -> tuple[Exchange, QuestionFeedback | None] | None:
    """One question with its answer, and what the rules find in that, however little was said.

    Args:
        turn: index of the interviewer's turn that asked, or followed up; None: the first question.

    Returns:
        None when no such question was asked; without feedback in a language the rules don't know.
    """
    asked = [
        one for one in exchanges(plan, turns, language=brief.language) if turn is None or one.turn <= turn
    ]
    if not asked:
        return None
    exchange = asked[0 if turn is None else -1]
    if brief.language != LANGUAGE or not exchange.replies:
        return exchange, None
    return exchange, question_told(exchange, looks(brief).get(exchange.competency, ()))


def _checked(feedback: Feedback, turns: Sequence[MergedTurn]) -> Feedback:
    """The feedback, whose quotes all stand in the transcript.

    Raises:
        ValueError: one doesn't. Quotes are cut from the turns, so this is a fault in the coach.
    """
    items = [item.evidence for row in feedback.competencies for item in row.items if item.evidence]
    if not all(holds(one, turns) for one in feedback.quotes()) or not all(
        carries(one, turns) for one in items
    ):
        raise ValueError("A quote of the feedback doesn't stand in the transcript.")
    return feedback


def _distinct(points: Sequence[Point], *more: Point | None) -> tuple[Point, ...]:
    found: dict[str, Point] = {}
    quotes: set[str] = set()
    for point in (*points, *(p for p in more if p)):
        quoted = point.evidence.quote if point.evidence else ""
        if point.text.split(": ")[-1] not in found and (not quoted or quoted not in quotes):
            found[point.text.split(": ")[-1]] = point
            quotes.add(quoted)
    return tuple(found.values())


def _row(row: Competency, wanted: Sequence[Look], asked: Sequence[Exchange]) -> CompetencyFeedback:
    answers = replies(row, asked)
    if not enough(answers):
        return unscored(row)
    found = m.pick_apart([look.find for look in wanted], answers)
    pairs = list(zip(wanted, found, strict=True))
    return scored_row(
        row,
        found,
        answers,
        good=next((look.good for look, one in reversed(pairs) if one), ""),
        change=next((look.change for look, one in pairs if not one), ""),
    )


def scored(feedback: Feedback) -> dict[str, int]:
    """The scores by competency id; those without enough evidence are left out."""
    return {row.id: row.score for row in feedback.competencies if row.score is not None}
