"""Sentences of the coach that look across answers: what to remember, what to do next, what was measured."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from feedback import markers as m
from feedback.answers import Exchange
from feedback.schema import CompetencyFeedback, Part, Point, QuestionFeedback, StarPart
from feedback.speech import MANY_FILLERS
from postprocess import ADVISED_S, STEADY, Metrics, beyond

_SHORT_ANSWER_WORDS = 25
_FEWEST_ANSWERS = 2

_PART: dict[Part, str] = {
    "situation": "the situation",
    "task": "what had to be done",
    "action": "what you did yourself",
    "result": "how it ended",
}
_GAP: dict[Part, str] = {
    "situation": "At the time, … (where you were and what was going on).",
    "task": "What had to be done was … (and why it mattered).",
    "action": "I … (what you did, step by step).",
    "result": "In the end, … (what changed, with one number).",
}


_WEIGHT: dict[Part, float] = {"result": 1.5, "action": 1.5, "situation": 1.0, "task": 0.6}


def missing_most(questions: Sequence[QuestionFeedback]) -> Part | None:
    """The part of a story missing most often; None when none is missing twice or in the only story."""
    stories = [question for question in questions if question.star]
    gaps = Counter(one.part for question in stories for one in question.star if not one.found)
    if not gaps:
        return None
    part, times = max(gaps.items(), key=lambda pair: (pair[1] * _WEIGHT[pair[0]], pair[0]))
    return part if times >= min(2, len(stories)) else None


def takeaway(scored: Sequence[CompetencyFeedback], questions: Sequence[QuestionFeedback]) -> str:
    """One sentence: what is strongest, and the one thing that would help most."""
    part = missing_most(questions)
    strongest = next((row for row in scored if (row.score or 0) >= 3), None)
    keep = f"Your strongest side was {_lower(strongest.label)}" if strongest else "You have made a start"
    if part:
        stories = [question for question in questions if question.star]
        count = sum(any(one.part == part and not one.found for one in q.star) for q in stories)
        several = "your only story" if len(stories) == 1 else f"{count} of your {len(stories)} stories"
        return f"{keep}. What would help most: tell {_PART[part]}, which is missing in {several}."
    if scored and (scored[-1].score or 5) < 5:
        return f"{keep}. What would help most: {_lower(scored[-1].change)}"
    return f"{keep}. Your stories have all their parts, so practise telling them a little shorter."


def next_step(weakest: Sequence[CompetencyFeedback], questions: Sequence[QuestionFeedback]) -> str:
    """What to do in the next practice: one question, one change."""
    open_one = next((q for q in questions if q.answer is None), None)
    thin = next((q for q in questions if q.star and sum(part.found for part in q.star) <= 2), None)
    target = thin or open_one
    if target is not None:
        return f"Answer this one again, aloud: “{target.asked}” {target.change}"
    if weakest:
        return f"Take one answer from this interview and tell it again. {weakest[0].change}"
    return "Try a longer interview, or a more senior level, with the same stories."


def stronger(star: Sequence[StarPart]) -> str:
    """An outline in the candidate's own words, with a gap for each missing part; empty without a story."""
    if not any(one.found for one in star) or all(one.found for one in star):
        return ""
    lines: list[str] = []
    for one in star:
        line = f"“{one.evidence.quote}.”" if one.evidence else _GAP[one.part]
        if line not in lines:
            lines.append(line)
    return " ".join(lines)


def best_point(asked: Sequence[Exchange]) -> Point | None:
    """A number the candidate gave, as something that went well."""
    evidence = next((found[0] for exchange in asked if (found := m.FIGURE(exchange.replies))), None)
    return (
        Point(text="You gave a number, which makes it easy to believe.", evidence=evidence)
        if evidence
        else None
    )


def metric_points(metrics: Metrics) -> tuple[tuple[Point, ...], tuple[Point, ...]]:
    """What went well and what to change, from the measured speech; nothing when too little was measured."""
    if sum(answer.seconds is not None for answer in metrics.answers) < _FEWEST_ANSWERS:
        return (), ()
    well: list[Point] = []
    change: list[Point] = []
    pace, length = metrics.words_per_minute, metrics.answer_seconds
    if pace is not None and beyond(pace, STEADY) > 0:
        change.append(
            Point(
                text=f"You spoke at {pace:.0f} words a minute, which is fast. Breathe out before you begin."
            )
        )
    elif pace is not None and beyond(pace, STEADY) < 0:
        change.append(
            Point(text=f"You spoke at {pace:.0f} words a minute, which is slow. Try it a little faster.")
        )
    elif pace is not None:
        well.append(Point(text=f"You spoke at {pace:.0f} words a minute, which is easy to follow."))
    if length is not None and beyond(length, ADVISED_S) > 0:
        change.append(
            Point(text=f"Half of your answers took over {length:.0f} seconds. Aim for one to two minutes.")
        )
    elif metrics.answer_words is not None and metrics.answer_words < _SHORT_ANSWER_WORDS:
        change.append(
            Point(
                text=f"Half of your answers had {metrics.answer_words:.0f} words or fewer. "
                "Add one example to each."
            )
        )
    if metrics.fillers_per_minute is not None and metrics.fillers_per_minute > MANY_FILLERS:
        change.append(
            Point(
                text=f"There were {metrics.fillers_per_minute:.0f} filler words a minute. "
                "A silent pause sounds surer than a filled one."
            )
        )
    return tuple(well), tuple(change)


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
