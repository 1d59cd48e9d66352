"""The transcript: turn events put together into turns. Pure.

A *segment* is one ``turn`` event, or a stretch of it between two pauses; a *turn* is everything one party
said until the other spoke or the stage changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import pairwise

from interview.events import Event, Turn, TurnData, Word
from interview.models import Frozen, Speaker, TurnSource

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
PAUSE_S = 1.5
"""So long a silence inside an answer is a pause; a shorter one belongs to speaking."""


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
        segments: the stretches of speech it was put together from, cut at pauses; none when typed.
        name: run and seq of its first event, as ``1.12``: what it is called for good.
        words: the candidate's words, seconds after ``started_at``, where the recogniser gives times.
        heard: what was recognised, where the owner corrected ``text``; else empty.
        provider: who recognised the words; of several, the first.
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
    name: str = ""
    words: tuple[Word, ...] = ()
    provider: str = ""
    heard: str = ""


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


def corrected(turns: Iterable[MergedTurn], texts: Mapping[str, str]) -> tuple[MergedTurn, ...]:
    """The turns with the owner's own words in place of those that were heard wrong.

    Args:
        texts: by a turn's name.
    """
    return tuple(
        turn.model_copy(update={"text": texts[turn.name], "heard": turn.text}) if turn.name in texts else turn
        for turn in turns
    )


def _began(event: Turn) -> datetime:
    return event.data.started_at or event.at


def _single(event: Turn) -> MergedTurn:
    data, began = event.data, _began(event)
    ended = max(began, data.ended_at or (event.at if data.started_at is None else began))
    text = " ".join(data.text.split())
    return MergedTurn(
        speaker=data.speaker,
        text=text,
        stage=data.stage,
        started_at=began,
        ended_at=ended,
        source=data.source,
        interrupted=data.interrupted,
        question_id=data.question_id,
        segments=_segments(data, text),
        name=f"{event.run}.{event.seq}",
        words=data.words if data.source == "speech" and data.started_at else (),
        provider=data.provider,
    )


def _segments(data: TurnData, text: str) -> tuple[Segment, ...]:
    """The stretches between pauses: by the words' own times where every word has them."""
    began, ended = data.started_at, data.ended_at
    if data.source != "speech" or began is None or ended is None:
        return ()
    if sum(count_words(word.text) for word in data.words) != count_words(text) or not data.words:
        return (Segment(started_at=began, ended_at=max(began, ended), words=count_words(text)),)
    runs: list[list[Word]] = [[data.words[0]]]
    for before, after in pairwise(data.words):
        if after.start_s - before.end_s >= PAUSE_S:
            runs.append([])
        runs[-1].append(after)
    return tuple(
        Segment(
            started_at=began + timedelta(seconds=run[0].start_s),
            ended_at=began + timedelta(seconds=max(run[0].start_s, run[-1].end_s)),
            words=sum(count_words(word.text) for word in run),
        )
        for run in runs
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
            "segments": _in_a_row(before, after),
            "words": before.words + _moved(after.words, after.started_at - before.started_at),
            "provider": before.provider or after.provider,
        }
    )


def _in_a_row(before: MergedTurn, after: MergedTurn) -> tuple[Segment, ...]:
    """All segments; where words have times, a recogniser's cut that is no pause is closed again."""
    if before.words and after.words and before.segments and after.segments:
        last, first = before.segments[-1], after.segments[0]
        if (first.started_at - last.ended_at).total_seconds() < PAUSE_S:
            joined = Segment(
                started_at=last.started_at,
                ended_at=max(last.ended_at, first.ended_at),
                words=last.words + first.words,
            )
            return (*before.segments[:-1], joined, *after.segments[1:])
    return before.segments + after.segments


def _moved(words: Sequence[Word], later: timedelta) -> tuple[Word, ...]:
    by = later.total_seconds()
    return tuple(
        word.model_copy(update={"start_s": word.start_s + by, "end_s": word.end_s + by}) for word in words
    )
