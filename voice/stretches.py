"""Speech cut into stretches: what was said between two pauses, kept until its words are known."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field

from livekit.agents import utils, vad

RATE = 16_000
PAUSE_S = 0.19
"""Silence after which somebody may have finished; it belongs to the stretch, more of it is kept back."""

_BREATH_S = 0.1
_LONG_S = 24.0
_LONGEST_S = 55.0
_SAMPLE_BYTES = 2


@dataclass(eq=False)
class Stretch:
    """Sound from the first word to the pause after the last one.

    Attributes:
        starts_s: where it begins, in seconds of the whole stream.
        sound: PCM, 16-bit, 16 kHz, mono; grows while it is open.
        pausing: the speaker is silent at its end.
        ended_at: when the last word was over, in epoch seconds; None while it is open.
        whole_only: it is about to become a turn, so no guess at its words may be told.
        guessed: a guess at its words was told.
    """

    starts_s: float
    sound: bytearray = field(default_factory=bytearray)
    pausing: bool = False
    ended_at: float | None = None
    whole_only: bool = False
    guessed: bool = False

    @property
    def length_s(self) -> float:
        """Seconds of sound."""
        return len(self.sound) / _SAMPLE_BYTES / RATE


class Stretches:
    """Cuts what a voice detector hears; the detector must get 16 kHz and never be flushed.

    Attributes:
        line: the stretches whose words aren't known, oldest first; who knows them takes them out.
    """

    def __init__(self) -> None:
        self.line: deque[Stretch] = deque()
        self._open: Stretch | None = None
        self._held = bytearray()
        self._used = 0
        self._silent_s = 0.0
        self._resting = False
        self._cut_asked = False

    def hear(self, event: vad.VADEvent, *, now: float) -> Stretch | None:
        """Take in one event; returns the stretch it ended, if any. ``now``: epoch seconds."""
        if event.type == vad.VADEventType.START_OF_SPEECH:
            self._begin(event)
        elif event.type == vad.VADEventType.END_OF_SPEECH:
            ended = self._end(now - event.silence_duration - event.inference_duration)
            self._resting = False
            return ended
        elif event.speaking:
            return self._go_on(event, now)
        return None

    def cut(self) -> None:
        """Words are wanted now: end the open stretch in mid-speech; in a pause it soon ends by itself."""
        self._cut_asked = self._open is not None and self._silent_s < _BREATH_S
        for stretch in self.line:
            stretch.whole_only = True

    def close(self, *, now: float) -> Stretch | None:
        """No more sound comes; returns the stretch this ended, if any."""
        return self._end(now)

    def _begin(self, event: vad.VADEvent) -> None:
        """The detector's own buffer holds the first word and what was before it, but not twice."""
        sound = bytes(utils.merge_frames(event.frames).data)
        first = event.samples_index - len(sound) // _SAMPLE_BYTES
        fresh = max(0, self._used - first)
        self._start(sound[fresh * _SAMPLE_BYTES :], event.samples_index)

    def _start(self, sound: bytes, until: int) -> None:
        self._open = Stretch((until - len(sound) // _SAMPLE_BYTES) / RATE, bytearray(sound))
        self._held, self._resting, self._cut_asked, self._used = bytearray(), False, False, until
        self.line.append(self._open)

    def _go_on(self, event: vad.VADEvent, now: float) -> Stretch | None:
        self._held += bytes(utils.merge_frames(event.frames).data)
        self._silent_s = silent_s = event.raw_accumulated_silence
        if self._open is None:
            if self._resting and not silent_s:
                self._start(bytes(self._held), event.samples_index)
            return None
        if silent_s < PAUSE_S:
            self._open.sound += self._held
            self._held.clear()
            self._used = event.samples_index
            if not silent_s:
                self._open.pausing, self._open.whole_only = False, self._cut_asked
        else:
            self._open.pausing = True
        long = self._open.length_s > (_LONG_S if silent_s > _BREATH_S else _LONGEST_S)
        if long or (self._cut_asked and silent_s < _BREATH_S):
            ended = self._end(now - silent_s)
            self._resting = True
            return ended
        return None

    def _end(self, at: float) -> Stretch | None:
        ended, self._open = self._open, None
        self._held, self._cut_asked = bytearray(), False
        if ended is not None:
            ended.ended_at = at
        return ended
