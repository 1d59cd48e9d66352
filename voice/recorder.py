"""Both sides of an interview in one sound file, when the candidate agreed to that.

LiveKit's session records nothing outside a job context, so its recorder is put into the session's sound by
hand: left what came from the candidate, right what was played of the interviewer, silence where nothing was.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from livekit import rtc
from livekit.agents import AgentSession
from livekit.agents.voice.recorder_io import RecorderIO
from livekit.agents.voice.recorder_io.recorder_io import _Captured, _EndRun, _Flush

import logs
from interview.events import RecordingData
from voice.attempt import attempt
from voice.board import Board
from voice.clock import Clock
from voice.levels import Levels
from voice.outbox import Outbox

log = logs.get(__name__)

LOST = "The recording had to stop, perhaps because the disk is full. The interview goes on."
LOST_CODE = "recording_lost"
_RATE_HZ = 24_000
_CLOSE_S = 5.0
_SHORTEST_S = 0.1
_CANDIDATE, _INTERVIEWER = 0, 1


class _Tapped(RecorderIO):
    """The recorder, which also lets its sound be measured, and says when nobody writes it down any more."""

    def __init__(
        self,
        session: AgentSession[None],
        *,
        on_sound: Callable[[_Captured], None],
        on_lost: Callable[[], None],
    ) -> None:
        super().__init__(agent_session=session, sample_rate=_RATE_HZ)
        self._on_sound = on_sound
        self._on_lost = on_lost

    def _put(self, item: _Captured | _Flush | _EndRun | None) -> None:
        if self.recording and not self._encoding:
            self._on_lost()
        elif isinstance(item, _Captured):
            self._on_sound(item)
        super()._put(item)


class Recorder:
    """Records from :meth:`start` to :meth:`aclose`; that it can't never stops an interview.

    Args:
        path: where the sound is written, Ogg with Opus; the web app takes it from there.
        tell: shows the candidate a notice, by code and text.
    """

    def __init__(
        self,
        session: AgentSession[None],
        path: Path,
        *,
        clock: Clock,
        outbox: Outbox,
        board: Board,
        tell: Callable[[str, str], None],
    ) -> None:
        self._session = session
        self._path = path
        self._clock = clock
        self._outbox = outbox
        self._board = board
        self._tell = tell
        self._levels = Levels()
        self._io: _Tapped | None = None
        self._lost = False
        self._began_s = 0.0

    async def start(self) -> None:
        """Begin; the session is in its room."""
        heard, said = self._session.input.audio, self._session.output.audio
        if heard is None or said is None:
            self._lose("the session has no sound")
            return
        recorder = _Tapped(self._session, on_sound=self._on_sound, on_lost=self._on_lost)
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            os.close(os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600))
        except OSError as error:
            self._lose(type(error).__name__)
            return
        self._session.input.audio = recorder.record_input(heard)
        self._session.output.audio = recorder.record_output(said)
        await recorder.start(output_path=self._path)
        self._io, self._began_s = recorder, recorder.recording_started_at or self._clock.now()
        self._outbox.add(RecordingData(started_at=self._clock.at(self._began_s)))
        self._board.show(recording=1)
        log.info("recording")

    async def aclose(self) -> None:
        """End the recording, if there is one, and say how long and how loud it is."""
        recorder, self._io = self._io, None
        if recorder is None:
            return
        seconds = max(
            _SHORTEST_S, self._clock.now() - self._began_s
        )  # the wall clock may have been set meanwhile
        if not await attempt(recorder.aclose(), within_s=_CLOSE_S) or self._lost:
            return
        self._outbox.add(
            RecordingData(
                started_at=self._clock.at(self._began_s),
                seconds=round(seconds, 2),
                candidate=self._levels.of(_CANDIDATE, seconds),
                interviewer=self._levels.of(_INTERVIEWER, seconds),
            )
        )

    def _on_sound(self, captured: _Captured) -> None:
        frame: rtc.AudioFrame = captured.frame
        self._levels.hear(captured.channel, captured.started_at - self._began_s, frame)

    def _on_lost(self) -> None:
        if not self._lost:
            self._lose("the encoder has ended")

    def _lose(self, why: str) -> None:
        self._lost = True
        log.error("nothing is recorded", why=why)
        self._board.show(recording=0)
        self._tell(LOST_CODE, LOST)
