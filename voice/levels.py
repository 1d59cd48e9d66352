"""How loud each side of a recording is over time, for its waveform."""

from __future__ import annotations

import math
from collections import defaultdict

from livekit import rtc

BARS = 400
"""So many levels a side at most, however long the recording is."""
_STEP_S = 0.1
_LOUDEST = 32768


class Levels:
    """The loudest sample of each tenth of a second, side by side."""

    def __init__(self) -> None:
        self._peaks: defaultdict[int, defaultdict[int, int]] = defaultdict(lambda: defaultdict(int))

    def hear(self, side: int, at_s: float, frame: rtc.AudioFrame) -> None:
        """Take in a piece of sound.

        Args:
            at_s: where in the recording it begins, in seconds.
        """
        samples, rate = frame.data, frame.sample_rate * frame.num_channels
        step = max(1, int(rate * _STEP_S))
        for first in range(0, len(samples), step):
            part = samples[first : first + step]
            bar = int((at_s + first / rate) / _STEP_S)
            self._peaks[side][bar] = max(self._peaks[side][bar], max(part), -min(part))

    def of(self, side: int, seconds: float) -> tuple[int, ...]:
        """One side's levels, 0 to 100, in equal parts of ``seconds``."""
        count = min(BARS, math.ceil(seconds / _STEP_S))
        bars = [0] * count
        for bar, peak in self._peaks[side].items():
            place = int(bar * _STEP_S / seconds * count)
            if 0 <= place < count:
                bars[place] = max(bars[place], peak)
        return tuple(round(100 * bar / _LOUDEST) for bar in bars)
