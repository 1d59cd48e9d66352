"""Events to transcript, transcript to speech metrics. Pure.

A *segment* is one ``turn`` event; a *turn* is everything one party said until the other spoke or the
stage changed. Typed answers are kept in the transcript and left out of everything measured in time.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median

from interview.events import Event
from interview.fillers import fillers, hesitations, keeps_hesitations
from interview.models import Frozen, Speaker
from interview.transcript import PAUSE_S, MergedTurn, Segment, count_words, merge

__all__ = [
    "PAUSE_S",
    "AnswerMetrics",
    "MergedTurn",
    "Metrics",
    "Segment",
    "beyond",
    "count_words",
    "measure",
    "merge",
]

_FEWEST_SECONDS = 2.0
STEADY = (120.0, 170.0)
"""Words a minute that are easy to follow; only a pace outside is worth a word."""
ADVISED_S = (60.0, 120.0)
"""Seconds of an answer that leave room for a story."""


def beyond(value: float, band: tuple[float, float]) -> float:
    """How far from a band, below 0 when under it; 0 inside.

    What is shown is a whole number, and that one decides whether it is inside: nobody reads that 120 isn't
    between 120 and 170.
    """
    least, most = band
    if least <= round(value) <= most:
        return 0.0
    return value - least if value < least else value - most


class AnswerMetrics(Frozen):
    """One candidate's turn, measured; ``turn`` is its index in the transcript.

    Attributes:
        seconds: from first to last word; None when typed.
        words_per_minute: over the time spent speaking, pauses apart; None when under two seconds.
        fillers: words that fill a pause in this place, such as “you know”.
        hesitations: “um”, “uh” and the like; None when the recogniser leaves them out.
        pauses: silences of :data:`PAUSE_S` and more inside it; None when typed.
        longest_pause_s: between two segments of this answer; None when there is one segment only.
        response_delay_s: from the interviewer's last word to this answer's first; None when typed, when
            no interviewer's turn came before, or when the two overlap.
    """

    turn: int
    words: int
    fillers: int
    hesitations: int | None = None
    pauses: int | None = None
    seconds: float | None = None
    words_per_minute: float | None = None
    longest_pause_s: float | None = None
    response_delay_s: float | None = None


class Metrics(Frozen):
    """The candidate's speech over the whole interview; None: can't be known.

    Attributes:
        talk_ratio: the candidate's share of all time spoken, from 0 to 1.
        words_per_minute: all words over all time spent speaking.
        longest_pause_s: the longest pause inside any answer.
        answer_words, answer_seconds, response_delay_s: medians over the answers.
        fillers, fillers_per_minute: words that fill a pause; over the time spent speaking.
        hesitations, hesitations_per_minute: “um”, “uh” and the like; None when a recogniser leaves them out.
        pauses: silences of :data:`PAUSE_S` and more, inside answers.
        interruptions: how often the candidate cut the interviewer off.
    """

    answers: tuple[AnswerMetrics, ...] = ()
    talk_ratio: float | None = None
    words_per_minute: float | None = None
    longest_pause_s: float | None = None
    answer_words: float | None = None
    answer_seconds: float | None = None
    response_delay_s: float | None = None
    fillers: int = 0
    fillers_per_minute: float | None = None
    hesitations: int | None = None
    hesitations_per_minute: float | None = None
    pauses: int = 0
    interruptions: int = 0

    @property
    def unsteady(self) -> bool:
        """Whether the pace is worth a word."""
        pace = self.words_per_minute
        return pace is not None and beyond(pace, STEADY) != 0


def measure(turns: Sequence[MergedTurn], events: Iterable[Event] = (), *, language: str = "en") -> Metrics:
    """What the times of the turns say about the candidate's speech.

    Args:
        turns: from :func:`merge`.
        events: used when ``turns`` is empty: they are merged first.
        language: ISO 639-1; what the candidate spoke.
    """
    turns = turns or merge(events)
    answers = tuple(
        _answer(index, turn, turns[index - 1] if index else None, language)
        for index, turn in enumerate(turns)
        if turn.speaker == "candidate"
    )
    mine, theirs = _spoken(turns, "candidate"), _spoken(turns, "interviewer")
    spoken = [a for a in answers if a.seconds is not None]
    filled = sum(a.fillers for a in spoken)
    heard = [a.hesitations for a in spoken if a.hesitations is not None]
    hesitated = sum(heard) if spoken and len(heard) == len(spoken) else None
    words = sum(s.words for turn in turns if turn.speaker == "candidate" for s in turn.segments)
    enough = mine >= _FEWEST_SECONDS
    return Metrics(
        answers=answers,
        talk_ratio=round(mine / (mine + theirs), 3) if mine and theirs else None,
        words_per_minute=round(words / mine * 60, 1) if enough else None,
        longest_pause_s=max(
            (a.longest_pause_s for a in spoken if a.longest_pause_s is not None), default=None
        ),
        answer_words=_median([float(a.words) for a in spoken]),
        answer_seconds=_median([a.seconds for a in spoken if a.seconds is not None]),
        response_delay_s=_median([a.response_delay_s for a in spoken if a.response_delay_s is not None]),
        fillers=filled,
        fillers_per_minute=round(filled / mine * 60, 1) if enough else None,
        hesitations=hesitated,
        hesitations_per_minute=round(hesitated / mine * 60, 1) if enough and hesitated is not None else None,
        pauses=sum(a.pauses or 0 for a in spoken),
        interruptions=sum(turn.interrupted for turn in turns if turn.speaker == "interviewer"),
    )


def _median(values: Sequence[float]) -> float | None:
    return round(median(values), 2) if values else None


def _spoken(turns: Iterable[MergedTurn], speaker: Speaker) -> float:
    """Seconds this party spoke, pauses between segments apart."""
    return sum(
        (segment.ended_at - segment.started_at).total_seconds()
        for turn in turns
        if turn.speaker == speaker
        for segment in turn.segments
    )


def _answer(index: int, turn: MergedTurn, before: MergedTurn | None, language: str) -> AnswerMetrics:
    plain = AnswerMetrics(
        turn=index, words=count_words(turn.text), fillers=fillers(turn.text, language=language)
    )
    if not turn.segments:
        return plain
    speaking = _spoken([turn], turn.speaker)
    pauses = [
        max(0.0, (after.started_at - earlier.ended_at).total_seconds())
        for earlier, after in pairwise(turn.segments)
    ]
    delay = None
    if before is not None and before.speaker == "interviewer" and before.segments:
        delay = (turn.segments[0].started_at - before.segments[-1].ended_at).total_seconds()
    words = sum(segment.words for segment in turn.segments)
    return plain.model_copy(
        update={
            "seconds": round((turn.ended_at - turn.started_at).total_seconds(), 2),
            "words_per_minute": round(words / speaking * 60, 1) if speaking >= _FEWEST_SECONDS else None,
            "hesitations": hesitations(turn.text, language=language)
            if keeps_hesitations(turn.provider)
            else None,
            "pauses": sum(pause >= PAUSE_S for pause in pauses),
            "longest_pause_s": round(max(pauses), 2) if pauses else None,
            "response_delay_s": round(delay, 2) if delay is not None and delay >= 0 else None,
        }
    )
