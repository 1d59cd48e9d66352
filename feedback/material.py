"""What an interview gives a coach to judge: which competencies were probed, and what was said to them."""

from __future__ import annotations

from collections.abc import Sequence

from feedback.answers import Exchange, opening
from feedback.schema import CompetencyFeedback, Evidence, Item, QuestionFeedback
from feedback.score import score
from interview.followups import tells_the_past
from interview.questions import words
from interview.rubric import Competency

FEWEST_ANSWERS = 2
"""Fewer main questions answered than this in the whole interview: nothing is scored, by nobody.

One answer says more about the question than about who answers; its follow-ups belong to it.
"""
FEWEST_WORDS_AN_ANSWER = 5
"""Fewer words than this to a question and all its follow-ups: it isn't counted as answered."""
FEWEST_WORDS = 40
"""Fewer words of answers than this in the whole interview: nothing is scored."""
FEWEST_WORDS_A_SCORE = 20
"""Fewer words on one competency than this: not enough evidence for its score."""
_OVERALL = frozenset({"communication", "ownership", "results"})
TOO_LITTLE = "You said too little about this to score it. Aim for three or four sentences."

LEFT_OPEN = "You left this one open. Prepare one short story for it, so that you have a start next time."


def probed(row: Competency, asked: Sequence[Exchange]) -> bool:
    """Whether anything was asked that shows this competency."""
    return row.id in _OVERALL or any(exchange.competency == row.id for exchange in asked)


def replies(row: Competency, asked: Sequence[Exchange]) -> tuple[tuple[int, str], ...]:
    """The answers that may show it: turn and text; for what shows everywhere, every story."""
    own = [exchange for exchange in asked if exchange.competency == row.id]
    stories = [
        exchange
        for exchange in asked
        if tells_the_past(exchange.asked, exchange.competency) and exchange not in own
    ]
    return tuple(
        reply for exchange in (*own, *(stories if row.id in _OVERALL else ())) for reply in exchange.replies
    )


def counted(asked: Sequence[Exchange]) -> int:
    """How many main questions were answered with more than a few words."""
    return sum(exchange.words >= FEWEST_WORDS_AN_ANSWER for exchange in asked)


def scorable(asked: Sequence[Exchange]) -> bool:
    """Whether so much of the interview was answered that scoring it is fair. Coach and models obey this."""
    return counted(asked) >= FEWEST_ANSWERS and sum(one.words for one in asked) >= FEWEST_WORDS


def enough(answers: Sequence[tuple[int, str]]) -> bool:
    """Whether so much was said that a score is fair."""
    return sum(len(words(text)) for _, text in answers) >= FEWEST_WORDS_A_SCORE


def unscored(row: Competency) -> CompetencyFeedback:
    """Not enough evidence, which is no low score."""
    return CompetencyFeedback(id=row.id, label=row.label, change=TOO_LITTLE)


def answered(exchange: Exchange) -> QuestionFeedback:
    """A question and how its answer begins; whoever judges adds the rest."""
    return QuestionFeedback(
        asked=exchange.asked,
        stage=exchange.stage,
        turn=exchange.turn,
        question_id=exchange.question_id,
        answer=opening(exchange.replies),
    )


def scored_row(
    row: Competency,
    found: Sequence[Evidence | None],
    answers: Sequence[tuple[int, str]],
    *,
    good: str,
    change: str,
) -> CompetencyFeedback:
    """One competency with its score, which is one plus the items that have a quote.

    Args:
        found: the quote for each item of ``row``, in order; None where there is none.
        answers: what the row was judged by; where no item is met, the longest one's opening is shown.
    """
    items = tuple(Item(name=item.name, evidence=one) for item, one in zip(row.items, found, strict=True))
    quoted = tuple(dict.fromkeys(item.evidence for item in items if item.evidence))
    return CompetencyFeedback(
        id=row.id,
        label=row.label,
        score=score(items),
        level=level(items),
        items=items,
        evidence=quoted or tuple(filter(None, (opening(answers),))),
        good=good,
        change=change,
    )


def level(items: Sequence[Item]) -> str:
    """What was found and what wasn't, by name."""
    found = ", ".join(item.name for item in items if item.met)
    missing = ", ".join(item.name for item in items if not item.met)
    return " ".join(filter(None, (found and f"Found: {found}.", missing and f"Not found: {missing}.")))
