"""Voice activity detection that takes anything loud for speech, as emulated speech is tones."""

from __future__ import annotations

import asyncio

from livekit import rtc
from livekit.agents import utils, vad

from tests.fakes.vendors import tones

_BEFORE_S = 0.1


class LoudVAD(vad.VAD):
    """Speech starts with the first loud frame and ends ``silence_s`` after the last."""

    def __init__(self, silence_s: float = 0.3) -> None:
        super().__init__(capabilities=vad.VADCapabilities(update_interval=0.05))
        self.silence_s = silence_s

    def stream(self) -> vad.VADStream:
        return _Stream(self)


class _Stream(vad.VADStream):
    async def _main_task(self) -> None:
        assert isinstance(self._vad, LoudVAD)
        heard: list[rtc.AudioFrame] = []
        now_s = quiet_s = 0.0
        speaking = False
        async for frame in self._input_ch:
            if not isinstance(frame, rtc.AudioFrame):
                continue
            now_s += frame.duration
            loud = tones.loudness(frame.data.tobytes()) > tones.LOUD
            quiet_s = 0.0 if loud else quiet_s + frame.duration
            heard.append(frame)
            if not speaking:
                heard = heard[-int(_BEFORE_S / frame.duration) - 1 :]
            if loud and not speaking:
                speaking = True
                self._tell(vad.VADEventType.START_OF_SPEECH, now_s, 0.0, heard)
            elif speaking and quiet_s >= self._vad.silence_s:
                speaking = False
                self._tell(vad.VADEventType.END_OF_SPEECH, now_s, quiet_s, heard)
                heard = []
            await asyncio.sleep(0)

    def _tell(self, kind: vad.VADEventType, at_s: float, quiet_s: float, heard: list[rtc.AudioFrame]) -> None:
        self._event_ch.send_nowait(
            vad.VADEvent(
                type=kind,
                samples_index=int(at_s * 16000),
                timestamp=at_s,
                speech_duration=sum(frame.duration for frame in heard) - quiet_s,
                silence_duration=quiet_s,
                frames=[utils.merge_frames(heard)],
            )
        )
