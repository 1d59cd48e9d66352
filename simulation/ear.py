"""The candidate's ears: the interviewer's sound, captions and attributes in the room."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass

from livekit import rtc

from simulation.audio import RATE, is_audible

CAPTIONS = "lk.transcription"


@dataclass(frozen=True)
class Caption:
    """Words on screen. ``mine``: they are the candidate's own; ``final``: they won't change."""

    segment: str
    text: str
    mine: bool
    final: bool


class Ear:
    """Listens to everyone else in a room.

    Args:
        room: not yet connected.
        on_sound: called with the epoch time and audibility of every 10 ms of the interviewer's sound.
        on_caption: called with each new state of a caption.
        on_attributes: called with the interviewer's attributes whenever they change.
        on_gone: called with a reason when the interviewer or the room is gone.
    """

    def __init__(
        self,
        room: rtc.Room,
        *,
        on_sound: Callable[[float, bool], None],
        on_caption: Callable[[Caption], None],
        on_attributes: Callable[[dict[str, str]], None],
        on_gone: Callable[[str], None],
    ) -> None:
        self._room = room
        self._on_sound, self._on_caption = on_sound, on_caption
        self._on_attributes, self._on_gone = on_attributes, on_gone
        self._tasks: set[asyncio.Task[None]] = set()
        room.on("track_subscribed", self._track)
        room.on("participant_attributes_changed", self._attributes)
        room.on("participant_connected", self._joined)
        room.on("participant_disconnected", self._left)
        room.on("disconnected", self._disconnected)
        room.register_text_stream_handler(CAPTIONS, self._caption)

    def look(self) -> None:
        """Take in whoever is in the room already; call once connected."""
        for participant in self._room.remote_participants.values():
            self._joined(participant)

    def _start(self, work: asyncio.Task[None]) -> None:
        self._tasks.add(work)
        work.add_done_callback(self._tasks.discard)

    def _track(
        self, track: rtc.Track, _publication: rtc.RemoteTrackPublication, _who: rtc.RemoteParticipant
    ) -> None:
        if track.kind == rtc.TrackKind.KIND_AUDIO:
            self._start(asyncio.create_task(self._listen(track)))

    async def _listen(self, track: rtc.Track) -> None:
        stream = rtc.AudioStream.from_track(track=track, sample_rate=RATE, num_channels=1, frame_size_ms=10)
        try:
            async for event in stream:
                self._on_sound(time.time(), is_audible(event.frame.data))
        finally:
            await stream.aclose()

    def _caption(self, reader: rtc.TextStreamReader, identity: str) -> None:
        self._start(asyncio.create_task(self._read(reader, identity)))

    async def _read(self, reader: rtc.TextStreamReader, identity: str) -> None:
        attributes = reader.info.attributes or {}
        segment = attributes.get("lk.segment_id", reader.info.stream_id)
        mine = identity == self._room.local_participant.identity
        final = attributes.get("lk.transcription_final") == "true"
        text = ""
        try:
            async for piece in reader:
                text += piece
                self._on_caption(Caption(segment, text, mine, final=False))
        except rtc.StreamError:
            return  # the room closed in mid-caption
        self._on_caption(Caption(segment, text, mine, final=final or not mine))

    def _joined(self, participant: rtc.RemoteParticipant) -> None:
        self._on_attributes(dict(participant.attributes))

    def _attributes(self, _changed: dict[str, str], participant: rtc.Participant) -> None:
        if participant.identity != self._room.local_participant.identity:
            self._on_attributes(dict(participant.attributes))

    def _left(self, _participant: rtc.RemoteParticipant) -> None:
        self._on_gone("the interviewer left")

    def _disconnected(self, _reason: object) -> None:
        self._on_gone("the room is closed")

    async def aclose(self) -> None:
        """Stop listening."""
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
