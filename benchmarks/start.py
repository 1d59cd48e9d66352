"""From pressing Start to the first audible word, and what that greeting says to an ear."""

from __future__ import annotations

import asyncio
import io
import time
import wave
from dataclasses import dataclass

import httpx
from livekit import rtc

from simulation.audio import RATE, is_audible
from simulation.house import House
from simulation.personas import Persona
from simulation.webapp import WebApp

_LONGEST_S = 30.0
_LISTEN_S = 7.0


@dataclass(frozen=True)
class Greeting:
    """When the first audible sample came, in seconds after Start, and the words a recogniser heard."""

    after_s: float
    words: str

    def names(self, role: str) -> bool:
        """Whether the role was heard; its last word is enough, since recognition isn't perfect."""
        return role.split()[-1].lower() in self.words.lower()


async def first_words(house: House, persona: Persona) -> Greeting:
    """Press Start, listen to the greeting's first seconds, and end the interview.

    Raises:
        TimeoutError: nothing was heard.
    """
    async with WebApp(house.url) as web:
        await web.sign_in()
        interview_id = await web.create(persona)
        tracks: asyncio.Queue[rtc.Track] = asyncio.Queue()
        room = rtc.Room()
        room.on("track_subscribed", lambda track, _publication, _who: tracks.put_nowait(track))
        began = time.time()
        access = await web.start(interview_id)
        await room.connect(access["livekit_url"], access["token"])
        try:
            async with asyncio.timeout(_LONGEST_S):
                at, sound = await _listen(await tracks.get())
            return Greeting(at - began, await _recognise(house, sound))
        finally:
            await web.end(interview_id)
            await room.disconnect()
            await _until_ended(web, interview_id)


async def _listen(track: rtc.Track) -> tuple[float, bytes]:
    """When it became audible, and its sound from there on."""
    stream = rtc.AudioStream.from_track(track=track, sample_rate=RATE, num_channels=1, frame_size_ms=10)
    at, sound = 0.0, bytearray()
    try:
        async for event in stream:
            if not at and is_audible(event.frame.data):
                at = time.time()
            if at:
                sound += bytes(event.frame.data)
            if at and time.time() - at > _LISTEN_S:
                break
    finally:
        await stream.aclose()
    return at, bytes(sound)


async def _recognise(house: House, sound: bytes) -> str:
    file = io.BytesIO()
    with wave.open(file, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(RATE)
        out.writeframes(sound)
    services = house.services
    async with httpx.AsyncClient(timeout=_LONGEST_S, trust_env=False) as http:
        answer = await http.post(
            f"{services.speech_url}/audio/transcriptions",
            headers={"Authorization": f"Bearer {services.speech_key.get_secret_value()}"},
            files={"file": ("greeting.wav", file.getvalue(), "audio/wav")},
            data={"model": "tiny.en"},
        )
    answer.raise_for_status()
    return str(answer.json()["text"])


async def _until_ended(web: WebApp, interview_id: str) -> None:
    deadline = time.monotonic() + _LONGEST_S
    while time.monotonic() < deadline:
        if (await web.state(interview_id))["status"] == "ended":
            return
        await asyncio.sleep(0.2)  # between two looks, as a page does
