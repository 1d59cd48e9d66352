"""How the owner's way of speaking moved, for the dashboard."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import postprocess
from feedback.progress import kind_of, like_newest
from feedback.speech import Name, Speech, SpeechLine, next_in_speech, speech_lines, taken
from postprocess import ADVISED_S, STEADY
from store.port import Store
from store.rows import FeedbackRow, InterviewRow

from .progress_view import WORDS, Rows, written

SHOWN = 8
"""Interviews compared; measuring one that keeps no measures reads all its events (40 ms)."""
_BANDS = {"pace": STEADY, "answer_s": ADVISED_S}


@dataclass(frozen=True)
class _Told:
    """How a measure is called and written."""

    label: str
    unit: str
    decimals: int = 1


_TOLD: dict[Name, _Told] = {
    "pace": _Told("Pace", "words a minute", 0),
    "fillers": _Told("Filler words", "a minute"),
    "hesitations": _Told("Um and uh", "a minute"),
    "answer_s": _Told("An answer", "seconds", 0),
    "delay_s": _Told("Before you begin", "seconds"),
    "pauses": _Told("Pauses", "in an answer"),
    "share": _Told("Your share", "%", 0),
    "interruptions": _Told("Interruptions", "in all", 0),
}
_NOT_JUDGED: dict[Name, str] = {
    "delay_s": "take the time you need",
    "pauses": "a pause to think is fine",
    "share": "two thirds is usual",
    "interruptions": "counted, not judged",
}


def speech_view(store: Store, rows: Rows) -> dict[str, Any] | None:
    """Lines, and what to do next; None until two interviews can be compared.

    Scores aren't needed: an interview too short for them, or whose feedback failed, was spoken all the same.

    Raises:
        StoreError: the events can't be read.
    """
    spoken = [one for one in _spoken(store, rows) if one.spoken][::-1]
    if len(spoken) < 2:
        return None
    found = speech_lines(spoken)
    return {
        "lines": [_line(line) for line in found],
        "next": next_in_speech(found),
        "count": len(spoken),
    }


def _spoken(store: Store, rows: Rows) -> Iterator[Speech]:
    """Of the latest whole interviews of one kind that are over, newest first."""
    over = [(row, feedback) for row, feedback in rows if row.status == "ended" and _settled(feedback)]
    keys = [kind_of(row.brief) for row, _ in over]
    for n in like_newest(keys)[::-1][:SHOWN]:
        row, feedback = over[n]
        yield _kept(feedback) or _measured(store, row)


def _settled(feedback: FeedbackRow | None) -> bool:
    """While feedback is being written its measures are on their way."""
    return feedback is not None and feedback.status not in ("waiting", "writing")


def _kept(feedback: FeedbackRow | None) -> Speech | None:
    body = written(feedback)
    return body.speech if body else None


def _measured(store: Store, row: InterviewRow) -> Speech:
    events, language = store.events(row.owner_id, row.id), row.brief.language
    return taken(postprocess.measure(postprocess.merge(events), language=language), language)


def _line(line: SpeechLine) -> dict[str, str]:
    told = _TOLD[line.name]
    return {
        "label": told.label,
        "unit": "" if line.now is None else told.unit,
        "now": "–" if line.now is None else f"{line.now:.{told.decimals}f}",
        "earlier": " · ".join(f"{value:.{told.decimals}f}" for value in line.earlier),
        "change": _change(line),
    }


def _change(line: SpeechLine) -> str:
    """The verdict in words; inside its band, a number is good however it moved."""
    if line.verdict == "not measured":
        return "not measured in the latest of these"
    if line.name in _NOT_JUDGED:
        return _NOT_JUDGED[line.name]
    if line.inside is None or line.verdict == "too early":
        return WORDS[line.verdict]
    least, most = _BANDS[line.name]
    where = f"{'inside' if line.inside else 'outside'} {least:.0f} to {most:.0f}"
    if line.verdict in ("improved", "fell"):
        return f"{line.verdict}: {where} now"
    return f"{where}, no clear change"
