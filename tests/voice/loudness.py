"""A voice detector for tests: sound that isn't zero is speech. Its events are those of ``inference.VAD``."""

from __future__ import annotations

import numpy as np
from livekit import rtc
from livekit.agents import vad
from numpy.typing import NDArray

Samples = NDArray[np.int16]
WINDOW = 512
RATE = 16_000
WINDOW_S = WINDOW / RATE


class Windows:
    """Windows of 32 ms to events: speech begins with the second loud one, and ends after ``silence_s``."""

    def __init__(self, silence_s: float = 0.35, prefix_s: float = 0.5) -> None:
        self._silence_s, self._prefix = silence_s, int(prefix_s * RATE)
        self._heard = np.zeros(0, np.int16)
        self._speaking = False
        self._speech_s = self._quiet_s = 0.0
        self._buffer_from = 0

    def event(self, kind: vad.VADEventType, samples: Samples) -> vad.VADEvent:
        frame = rtc.AudioFrame(samples.tobytes(), RATE, 1, samples.size)
        return vad.VADEvent(
            type=kind,
            samples_index=self._heard.size,
            timestamp=self._heard.size / RATE,
            speech_duration=self._speech_s,
            silence_duration=self._quiet_s,
            frames=[frame],
            speaking=self._speaking,
            raw_accumulated_silence=self._quiet_s,
            raw_accumulated_speech=self._speech_s,
        )

    def hear(self, window: Samples) -> list[vad.VADEvent]:
        self._heard = np.concatenate([self._heard, window])
        events = [self.event(vad.VADEventType.INFERENCE_DONE, window)]
        if window.any():
            self._speech_s, self._quiet_s = self._speech_s + WINDOW_S, 0.0
            if not self._speaking and self._speech_s > WINDOW_S:
                self._speaking = True
                events.append(self.event(vad.VADEventType.START_OF_SPEECH, self._heard[self._buffer_from :]))
        else:
            self._speech_s, self._quiet_s = 0.0, self._quiet_s + WINDOW_S
            if self._speaking and self._quiet_s >= self._silence_s:
                self._speaking = False
                events.append(self.event(vad.VADEventType.END_OF_SPEECH, self._heard[self._buffer_from :]))
            if not self._speaking:
                self._buffer_from = max(0, self._heard.size - self._prefix)
        return events


class LoudnessVAD(vad.VAD):
    """The detector as LiveKit's parts want it."""

    def __init__(self) -> None:
        super().__init__(capabilities=vad.VADCapabilities(update_interval=WINDOW_S))

    def stream(self) -> vad.VADStream:
        return _Stream(self)


class _Stream(vad.VADStream):
    async def _main_task(self) -> None:
        windows, left = Windows(), np.zeros(0, np.int16)
        async for frame in self._input_ch:
            if isinstance(frame, rtc.AudioFrame):
                left = np.concatenate([left, np.frombuffer(frame.data, np.int16)])
                while left.size >= WINDOW:
                    for event in windows.hear(left[:WINDOW]):
                        self._event_ch.send_nowait(event)
                    left = left[WINDOW:]
