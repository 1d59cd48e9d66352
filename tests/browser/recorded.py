"""A recording made by hand: a tone on the side of whoever speaks, silence elsewhere."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import timedelta

import av
import numpy as np

from interview.events import Event, RecordingData, Turn, envelope

BEFORE_S = 5.0
"""So long before the first turn it begins."""
_RATE = 24_000
_TONE_HZ = {"candidate": 330.0, "interviewer": 220.0}
_BARS = 200


def _spans(events: Sequence[Event]) -> list[tuple[str, float, float]]:
    """Who spoke from when to when, in seconds into the recording."""
    turns = [event.data for event in events if isinstance(event, Turn)]
    began = turns[0].started_at
    assert began is not None
    return [
        (
            turn.speaker,
            BEFORE_S + (turn.started_at - began).total_seconds(),
            BEFORE_S + (turn.ended_at - began).total_seconds(),
        )
        for turn in turns
        if turn.started_at and turn.ended_at
    ]


def _length_s(events: Sequence[Event]) -> float:
    return _spans(events)[-1][2] + 2.0


def recording_of(events: Sequence[Event]) -> list[Event]:
    """The same events, with what a worker says of a recording that was made of them."""
    *said, ended = events
    first = next(event.data.started_at for event in said if isinstance(event, Turn))
    assert first is not None
    length, levels = _length_s(events), {side: [0] * _BARS for side in _TONE_HZ}
    for side, start, end in _spans(events):
        for bar in range(int(start / length * _BARS), int(end / length * _BARS)):
            levels[side][bar] = 30 + 7 * (bar % 5)
    data = RecordingData(
        started_at=first - timedelta(seconds=BEFORE_S),
        seconds=length,
        candidate=tuple(levels["candidate"]),
        interviewer=tuple(levels["interviewer"]),
    )
    told = envelope(data, run=ended.run, seq=ended.seq, at=ended.at)
    return [*said, told, ended.model_copy(update={"seq": ended.seq + 1})]


def sound_of(events: Sequence[Event]) -> bytes:
    """Ogg with Opus, as a worker's recorder writes it."""
    samples = np.zeros((2, int(_length_s(events) * _RATE)), dtype=np.float32)
    for side, start, end in _spans(events):
        place = slice(int(start * _RATE), int(end * _RATE))
        time_s = np.arange(place.stop - place.start) / _RATE
        samples[0 if side == "candidate" else 1, place] = 0.3 * np.sin(2 * np.pi * _TONE_HZ[side] * time_s)
    file = io.BytesIO()
    with av.open(file, mode="w", format="ogg") as container:
        stream = container.add_stream("libopus", rate=_RATE, layout="stereo")
        frame = av.AudioFrame.from_ndarray(samples, format="fltp", layout="stereo")
        frame.sample_rate = _RATE
        for packet in (*stream.encode(frame), *stream.encode(None)):
            container.mux(packet)
    return file.getvalue()
