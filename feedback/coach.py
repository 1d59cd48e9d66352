"""The offline coach: feedback from the rubric, by rule, with every score standing on quoted words."""

from __future__ import annotations

from collections.abc import Sequence

from feedback import markers as m
from feedback.advice import best_point, metric_points, next_step, stronger, takeaway
from feedback.answers import Exchange, exchanges
from feedback.evidence import carries, holds
from feedback.material import (
    FEWEST_WORDS,
    FEWEST_WORDS_A_SCORE,
    LEFT_OPEN,
    answered,
    enough,
    probed,
    replies,
    scored_row,
    unscored,
)
from feedback.schema import (
    PARTS,
    CompetencyFeedback,
    Feedback,
    Part,
    Point,
    QuestionFeedback,
    StarPart,
)
from feedback.yardstick import Look, looks
from interview.followups import tells_the_past
from interview.models import Brief, Plan
from interview.rubric import VERSION, Competency, rubric
from postprocess import MergedTurn, Metrics

WRITTEN_BY = "MockFlow's rule-based coach, without a language model"
LANGUAGE = "en"
"""ISO 639-1; its rules know no other."""
_MOST_POINTS = 3

_FIND: dict[Part, m.Finder] = {
    "result": m.OUTCOME,
    "action": m.ACTION,
    "situation": m.each(m.SITUATION),
    "task": m.each(m.TASK),
}
_MISSING: dict[Part, str] = {
    "situation": "Set the scene first, in one sentence: where were you, and what was going on?",
    "task": "Say what had to be done, and why it mattered, before you say what you did.",
    "action": "Say what you did yourself. Start a sentence with I and a verb.",
    "result": "Tell how it ended. One sentence that starts with in the end is enough.",
}


def write(brief: Brief, plan: Plan, turns: Sequence[MergedTurn], metrics: Metrics) -> Feedback:
    """Feedback on one interview.

    Args:
        turns: the merged transcript; quotes name their turn by its index here.
        metrics: from :func:`postprocess.measure`.
    """
    asked = exchanges(plan, turns, language=brief.language)
    if brief.language != LANGUAGE:
        return _not_my_language()
    said = sum(exchange.words for exchange in asked)
    if said < FEWEST_WORDS:
        return _too_short(said, asked)
    yardstick = looks(brief)
    rows = tuple(_row(row, yardstick[row.id], asked) for row in rubric(brief.track) if probed(row, asked))
    questions = tuple(_question(exchange, yardstick.get(exchange.competency, ())) for exchange in asked)
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


def _not_my_language() -> Feedback:
    return Feedback(
        written_by=WRITTEN_BY,
        enough=False,
        takeaway="MockFlow’s own coach reads English only, so it gives no scores for this interview.",
        next_step="Your transcript and how you spoke are below. With a language model of your own in "
        "Settings, feedback in this language can be written.",
    )


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
    return exchange, _question(exchange, looks(brief).get(exchange.competency, ()))


def _too_short(said: int, asked: Sequence[Exchange]) -> Feedback:
    return Feedback(
        written_by=WRITTEN_BY,
        enough=False,
        takeaway=(
            f"This interview was too short to score: after the greeting you said {said} words."
            if said
            else "This interview was too short to score: it ended before you answered a question."
        ),
        next_step="Start a quick interview and answer two questions with three or four sentences each.",
        questions=tuple(_question(exchange) for exchange in asked),
    )


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


def _question(exchange: Exchange, wanted: Sequence[Look] = ()) -> QuestionFeedback:
    star: tuple[StarPart, ...] = ()
    if tells_the_past(exchange.asked, exchange.competency) and exchange.replies:
        found = m.pick_apart(_FIND.values(), exchange.replies)
        told = dict(zip(_FIND, found, strict=True))
        star = tuple(StarPart(part=part, evidence=told[part]) for part in PARTS)
    judged = {"star": star, "change": _change(exchange, star, wanted), "stronger": stronger(star)}
    return answered(exchange).model_copy(update=judged)


def _change(exchange: Exchange, star: Sequence[StarPart], wanted: Sequence[Look]) -> str:
    if not exchange.replies:
        return LEFT_OPEN
    if exchange.words < FEWEST_WORDS_A_SCORE:
        return "Say more. Three or four sentences are enough: what was going on, what you did, how it ended."
    for part in ("result", "action", "situation", "task"):
        if any(one.part == part and not one.found for one in star):
            return _MISSING[part]
    if star and not m.FIGURE(exchange.replies):
        return "All four parts are there. Add one number, even a rough one, to make it stick."
    if star:
        return "All four parts are there, with a number. Keep it, and practise saying it a little shorter."
    lacking = next((look.change for look in wanted if not look.find(exchange.replies)), "")
    return lacking or "Keep this one. Say it aloud twice more, so that it comes without effort."


def scored(feedback: Feedback) -> dict[str, int]:
    """The scores by competency id; those without enough evidence are left out."""
    return {row.id: row.score for row in feedback.competencies if row.score is not None}
