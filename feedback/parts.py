"""What one answer tells, part by part, by rule: found, missing, and the one thing to change. English."""

from __future__ import annotations

from collections.abc import Sequence

from feedback import markers as m
from feedback.advice import stronger
from feedback.answers import Exchange
from feedback.material import FEWEST_WORDS_A_SCORE, LEFT_OPEN, answered
from feedback.schema import PARTS, Part, QuestionFeedback, StarPart
from feedback.yardstick import Look
from interview.followups import tells_the_past

LANGUAGE = "en"
"""ISO 639-1; the rules know no other."""

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


def question_told(exchange: Exchange, wanted: Sequence[Look] = ()) -> QuestionFeedback:
    """One question, and what the rules find in its answer.

    Args:
        wanted: what its competency looks for.
    """
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
