"""Feedback by a language model: it marks, code checks, asks once again, and counts the scores. Pure."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from feedback import check, model_schema
from feedback.advice import metric_points, next_step, takeaway
from feedback.answers import Exchange, exchanges
from feedback.check import Checked
from feedback.coach import WRITTEN_BY as BY_RULE
from feedback.material import FEWEST_WORDS_A_SCORE, LEFT_OPEN, probed, scorable
from feedback.schema import CompetencyFeedback, Feedback, Point, QuestionFeedback
from feedback.score import together
from feedback.unscored import AGAIN, without_score
from feedback.wording import Wording
from interview.models import Brief, Plan
from interview.rubric import VERSION, rubric
from postprocess import MergedTurn, Metrics

Ask = Callable[[Sequence[Mapping[str, str]], Mapping[str, Any]], str]
"""Asks a model: messages and a JSON schema in, its text out. What it raises goes to who called."""

CHECKS = 3
"""Ratings that are made when one asks to check again."""
_MARKER_BYTES = 16
_MOST_POINTS = 3


class NothingUsable(Exception):
    """The model answered twice, and neither answer could be used."""


def write(
    brief: Brief,
    plan: Plan,
    turns: Sequence[MergedTurn],
    metrics: Metrics,
    *,
    ask: Ask,
    written_by: str,
    ratings: int = 1,
) -> Feedback:
    """Feedback on one interview, as :func:`feedback.coach.write` gives it, but marked by a model.

    Where too little was answered for a score no model is asked, unless a single question was practised:
    then it says what to change in that answer, and its marks are not counted.

    Args:
        ask: how the model is asked.
        written_by: the model's name, for the reader.
        ratings: how often it is rated, each time anew; the median is the score.

    Raises:
        NothingUsable: the model's answers can't be read, or nothing in them is so.
        Exception: what ``ask`` raises.
    """
    asked = exchanges(plan, turns, language=brief.language)
    if scorable(asked):
        rated = [_rated(brief, asked, turns, ask) for _ in range(ratings)]
        return _whole(brief, rated, metrics, written_by=written_by)
    if not brief.one_question or sum(one.words for one in asked) < FEWEST_WORDS_A_SCORE:
        return without_score(brief, asked, metrics, written_by=BY_RULE)
    whole = _whole(brief, [_rated(brief, asked, turns, ask)], metrics, written_by=written_by)
    return whole.model_copy(
        update={"competencies": (), "enough": False, "unscored": "one_question", "next_step": AGAIN}
    )


def _rated(brief: Brief, asked: Sequence[Exchange], turns: Sequence[MergedTurn], ask: Ask) -> Checked:
    """One rating: asked, checked, and asked once again for what was not so."""
    rows = tuple(row for row in rubric(brief.track) if probed(row, asked))
    schema = model_schema.schema(rows)

    def told(marker: str) -> list[dict[str, str]]:
        return model_schema.messages(brief, rows, asked, turns, marker=marker)

    marker = secrets.token_hex(_MARKER_BYTES)
    first_told = told(marker)
    wording = Wording(turns, resume=brief.resume_text, secret=f"{marker} {first_told[0]['content']}")
    answer = ask(first_told, schema)
    first = check.read(answer, rows, asked, turns, wording)
    if isinstance(first, Checked) and not first.reasons and _says_something(first):
        return first
    marker = secrets.token_hex(_MARKER_BYTES)
    reasons = first.reasons or ("No competency has an item with a quote.",)
    again = ask([*told(marker), model_schema.repair(reasons, answer, marker=marker)], schema)
    second = check.read(again, rows, asked, turns, wording)
    best = max((one for one in (first, second) if isinstance(one, Checked)), key=_quotes, default=None)
    if best is None or not _says_something(best):
        raise NothingUsable
    return best


def _quotes(checked: Checked) -> int:
    return sum(item.met for row in checked.competencies for item in row.items)


def _says_something(checked: Checked) -> bool:
    return bool(_quotes(checked)) or any(question.change for question in checked.questions)


def _whole(brief: Brief, rated: Sequence[Checked], metrics: Metrics, *, written_by: str) -> Feedback:
    rows = tuple(_together([one.competencies[n] for one in rated]) for n in range(len(rated[0].competencies)))
    scored = sorted((row for row in rows if row.score), key=lambda row: -(row.score or 0))
    weakest = [row for row in reversed(scored) if row.change and (row.score or 5) < 5]
    questions = tuple(_with_change(question) for question in rated[0].questions)
    well_measured, change_measured = metric_points(metrics)
    return Feedback(
        written_by=written_by,
        rubric=f"{brief.track} {VERSION}",
        takeaway=rated[0].takeaway or takeaway(scored, questions),
        next_step=rated[0].next_step or next_step(weakest, questions),
        went_well=tuple(
            Point(text=row.good, evidence=row.evidence[0]) for row in scored if row.good and row.evidence
        )[:_MOST_POINTS]
        + well_measured,
        to_change=tuple(Point(text=f"{row.label}: {row.change}") for row in weakest)[:_MOST_POINTS]
        + change_measured,
        competencies=rows,
        questions=questions,
    )


def _together(rows: Sequence[CompetencyFeedback]) -> CompetencyFeedback:
    """Several ratings of one competency: the one that has the median score, with all scores beside it."""
    scores = [row.score for row in rows if row.score is not None]
    if len(rows) == 1 or not scores:
        return rows[0]
    median = together(scores)
    return next(row for row in rows if row.score == median).model_copy(update={"ratings": tuple(scores)})


def _with_change(question: QuestionFeedback) -> QuestionFeedback:
    if question.answer is not None or question.change:
        return question
    return question.model_copy(update={"change": LEFT_OPEN})
