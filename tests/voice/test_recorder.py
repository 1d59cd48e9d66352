"""The recorder beside a session: measures what passes, and never takes the interview along when it fails."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import av
import pytest
from livekit import rtc
from livekit.agents import AgentSession
from livekit.agents.voice import io

from interview.events import EventData, RecordingData
from voice.board import Board
from voice.clock import Clock
from voice.levels import BARS, Levels
from voice.outbox import Outbox
from voice.recorder import LOST, LOST_CODE, Recorder

pytestmark = pytest.mark.unit

RATE = 16_000


def frame(level: int, seconds: float = 0.05) -> rtc.AudioFrame:
    samples = int(RATE * seconds)
    return rtc.AudioFrame(level.to_bytes(2, "little", signed=True) * samples, RATE, 1, samples)


class Microphone(io.AudioInput):
    """Gives frames of one level until it is closed."""

    def __init__(self, level: int) -> None:
        super().__init__(label="microphone")
        self._level = level

    def __aiter__(self) -> AsyncIterator[rtc.AudioFrame]:
        return self

    async def __anext__(self) -> rtc.AudioFrame:
        await asyncio.sleep(0.01)
        return frame(self._level)


class Loudspeaker(io.AudioOutput):
    """Plays nothing."""

    def __init__(self) -> None:
        super().__init__(label="loudspeaker", capabilities=io.AudioOutputCapabilities(pause=True))

    async def capture_frame(self, frame: rtc.AudioFrame) -> None:
        await super().capture_frame(frame)

    def flush(self) -> None:
        super().flush()

    def clear_buffer(self) -> None:
        """There is none."""


class Stage:
    """A session with sound, and what the recorder told."""

    def __init__(self, path: Path) -> None:
        self.session = SimpleNamespace(
            input=SimpleNamespace(audio=Microphone(16_384)), output=SimpleNamespace(audio=Loudspeaker())
        )
        self.events: list[EventData] = []
        self.shown: dict[str, Any] = {}
        self.told: list[tuple[str, str]] = []
        self.recorder = Recorder(
            cast(AgentSession[None], self.session),
            path,
            clock=Clock(),
            outbox=cast(Outbox, SimpleNamespace(add=self.events.append)),
            board=cast(Board, SimpleNamespace(show=self.shown.update)),
            tell=lambda code, text: self.told.append((code, text)),
        )

    async def hear(self, frames: int) -> None:
        async for _ in self.session.input.audio:
            frames -= 1
            if frames <= 0:
                return


async def test_what_is_heard_is_written_down_and_measured(tmp_path: Path) -> None:
    stage = Stage(tmp_path / "a.1.ogg")
    await stage.recorder.start()
    await stage.hear(40)
    await stage.recorder.aclose()
    await stage.recorder.aclose()  # on another way out
    begun, whole = stage.events
    assert isinstance(begun, RecordingData)
    assert isinstance(whole, RecordingData)
    assert (begun.seconds, begun.candidate) == (None, ())
    assert whole.seconds is not None
    assert max(whole.candidate) == 50
    assert set(whole.interviewer) == {0}
    assert stage.shown == {"recording": 1}
    assert stage.told == []
    with av.open(str(tmp_path / "a.1.ogg")) as file:
        assert file.streams.audio[0].layout.name == "stereo"


async def test_an_encoder_that_fails_is_told_once_and_the_sound_still_passes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(av, "open", full)
    stage = Stage(tmp_path / "a.1.ogg")
    await stage.recorder.start()
    await stage.hear(40)
    assert stage.told == [(LOST_CODE, LOST)]
    assert stage.shown == {"recording": 0}
    await stage.recorder.aclose()
    assert [event.seconds for event in stage.events if isinstance(event, RecordingData)] == [None]


async def test_without_a_place_to_write_the_session_is_left_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "a.1.ogg").mkdir()
    stage = Stage(tmp_path / "a.1.ogg")
    before = (stage.session.input.audio, stage.session.output.audio)
    await stage.recorder.start()
    assert (stage.session.input.audio, stage.session.output.audio) == before
    assert stage.told == [(LOST_CODE, LOST)]
    await stage.recorder.aclose()
    assert stage.events == []


def test_levels_stand_where_the_sound_was_and_are_as_loud_as_its_loudest_moment() -> None:
    levels = Levels()
    levels.hear(0, 1.0, frame(-32_768, 0.2))
    levels.hear(0, 1.0, frame(100, 0.2))  # the same place again, softer
    levels.hear(1, 3.0, frame(8_192, 0.1))
    assert levels.of(0, 4.0)[9:13] == (0, 100, 100, 0)
    assert [n for n, level in enumerate(levels.of(1, 4.0)) if level] == [30]


def test_a_long_recording_has_no_more_levels_than_a_page_is_wide() -> None:
    levels = Levels()
    levels.hear(0, 1800.0, frame(32_767, 0.1))
    bars = levels.of(0, 3600.0)
    assert len(bars) == BARS
    assert bars.index(100) == BARS // 2
