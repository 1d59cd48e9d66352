"""Events to transcript, transcript to speech metrics. Pure.

A *segment* is one ``turn`` event; a *turn* is everything one party said until the other spoke or the
stage changed. Typed answers are kept in the transcript and left out of everything measured in time.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import pairwise
from statistics import median

from interview.events import Event, Turn
from interview.models import Frozen, Speaker, TurnSource

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_FILLERS = re.compile(
    r"\b(?:u+m+|u+h+m*|e+r+m*|h+m+|you know|i mean|sort of|kind of|basically|literally)\b", re.IGNORECASE
)
_FEWEST_SECONDS = 2.0


class Segment(Frozen):
    """One stretch of speech inside a turn: when it was and how many words it holds."""

    started_at: datetime
    ended_at: datetime
    words: int


class MergedTurn(Frozen):
    """One party's finished contribution.

    Attributes:
        started_at: when its first word was heard; for a typed answer, when it arrived.
        ended_at: when its last word was.
        interrupted: its last segment was cut off; ``text`` holds what was heard.
        question_id: the planned question it asks or answers, if known.
        segments: the stretches of speech it was put together from; none when typed.
    """

    speaker: Speaker
    text: str
    stage: str
    started_at: datetime
    ended_at: datetime
    source: TurnSource = "speech"
    interrupted: bool = False
    question_id: str = ""
    segments: tuple[Segment, ...] = ()


class AnswerMetrics(Frozen):
    """One candidate's turn, measured; ``turn`` is its index in the transcript.

    Attributes:
        seconds: from first to last word; None when typed.
        words_per_minute: over the time spent speaking, pauses apart; None when under two seconds.
        longest_pause_s: between two segments of this answer; None when there is one segment only.
        response_delay_s: from the interviewer's last word to this answer's first; None when typed, when
            no interviewer's turn came before, or when the two overlap.
    """

    turn: int
    words: int
    fillers: int
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
        fillers_per_minute: over the time spent speaking.
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


def count_words(text: str) -> int:
    """Words in ``text``; "don't" and "well-known" are one each."""
    return len(_WORD.findall(text))


def merge(events: Iterable[Event]) -> tuple[MergedTurn, ...]:
    """The transcript: segments joined into turns, ordered by when they began.

    Segments are joined only when they are neighbours of one speaker, in one stage and both spoken or
    both typed; nothing is ever merged across speakers. Empty segments are dropped.
    """
    turns = [event for event in events if event.kind == "turn" and event.data.text.strip()]
    turns.sort(key=lambda event: (_began(event), event.run, event.seq))
    merged: list[MergedTurn] = []
    for event in turns:
        turn = _single(event)
        if merged and _belongs(merged[-1], turn):
            merged[-1] = _joined(merged[-1], turn)
        else:
            merged.append(turn)
    return tuple(merged)


def _began(event: Turn) -> datetime:
    return event.data.started_at or event.at


def _single(event: Turn) -> MergedTurn:
    data, began = event.data, _began(event)
    ended = max(began, data.ended_at or (event.at if data.started_at is None else began))
    text = " ".join(data.text.split())
    timed = data.source == "speech" and data.started_at is not None and data.ended_at is not None
    return MergedTurn(
        speaker=data.speaker,
        text=text,
        stage=data.stage,
        started_at=began,
        ended_at=ended,
        source=data.source,
        interrupted=data.interrupted,
        question_id=data.question_id,
        segments=(Segment(started_at=began, ended_at=ended, words=count_words(text)),) if timed else (),
    )


def _belongs(before: MergedTurn, after: MergedTurn) -> bool:
    return (before.speaker, before.stage, before.source) == (after.speaker, after.stage, after.source)


def _joined(before: MergedTurn, after: MergedTurn) -> MergedTurn:
    return before.model_copy(
        update={
            "text": f"{before.text} {after.text}",
            "ended_at": max(before.ended_at, after.ended_at),
            "interrupted": after.interrupted,
            "question_id": before.question_id or after.question_id,
            "segments": before.segments + after.segments,
        }
    )


def measure(turns: Sequence[MergedTurn], events: Iterable[Event] = ()) -> Metrics:
    """What the times of the turns say about the candidate's speech.

    Args:
        turns: from :func:`merge`.
        events: used when ``turns`` is empty: they are merged first.
    """
    turns = turns or merge(events)
    answers = tuple(
        _answer(index, turn, turns[index - 1] if index else None)
        for index, turn in enumerate(turns)
        if turn.speaker == "candidate"
    )
    mine, theirs = _spoken(turns, "candidate"), _spoken(turns, "interviewer")
    spoken = [a for a in answers if a.seconds is not None]
    fillers = sum(a.fillers for a in spoken)
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
        fillers=fillers,
        fillers_per_minute=round(fillers / mine * 60, 1) if enough else None,
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


def _answer(index: int, turn: MergedTurn, before: MergedTurn | None) -> AnswerMetrics:
    plain = AnswerMetrics(turn=index, words=count_words(turn.text), fillers=len(_FILLERS.findall(turn.text)))
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
            "longest_pause_s": round(max(pauses), 2) if pauses else None,
            "response_delay_s": round(delay, 2) if delay is not None and delay >= 0 else None,
        }
    )
