"""The stream over real speech: words while they are spoken, and the times and confidence of each."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp
import jiwer
import numpy as np
import pytest

from embedded.services import EmbeddedServices
from simulation.audio import RATE, silence, trim
from simulation.synthesis import Voice

pytestmark = pytest.mark.room

LONG = "We had planned a shadow period for the migration, so both systems ran side by side for two weeks."
PARTS = ("We started on Monday morning", "then we tested every page", "because nobody wanted surprises.")


def words(text: str) -> list[str]:
    return "".join(c for c in text.lower() if c.isalnum() or c == " ").split()


def at_16_khz(pcm: bytes) -> bytes:
    samples = np.frombuffer(pcm, "<i2").astype(np.float64)
    return bytes(np.interp(np.arange(0, samples.size, 1.5), np.arange(samples.size), samples).astype("<i2"))


@dataclass
class Answer:
    """What came of one stretch."""

    interims: list[str]
    final: dict[str, Any]


async def stream(services: EmbeddedServices, pcm: bytes, *, in_real_time: bool = False) -> Answer:
    """Send a stretch at 16 kHz and end it."""
    headers = {"Authorization": f"Bearer {services.speech_key.get_secret_value()}"}
    async with (
        aiohttp.ClientSession() as http,
        http.ws_connect(f"{services.speech_url}/audio/stream", headers=headers) as socket,
    ):
        sending = asyncio.create_task(_send(socket, pcm, 0.1 if in_real_time else 0.0))
        interims = []
        async with asyncio.timeout(60):
            while (told := json.loads(await socket.receive_str()))["type"] == "interim":
                interims.append(told["text"])
            await sending
        return Answer(interims, told)


async def _send(socket: aiohttp.ClientWebSocketResponse, pcm: bytes, every_s: float) -> None:
    for at in range(0, len(pcm), 3200):
        await socket.send_bytes(pcm[at : at + 3200])
        await asyncio.sleep(every_s)  # as a microphone does
    await socket.send_str('{"type":"end"}')


@pytest.fixture
def voice(stack: EmbeddedServices) -> Voice:
    return Voice(stack.speech_url, stack.speech_key.get_secret_value())


async def test_captions_grow_while_somebody_speaks_and_the_end_has_all_words(
    stack: EmbeddedServices, voice: Voice
) -> None:
    said = at_16_khz(await voice.say(LONG))
    heard = await stream(stack, said, in_real_time=True)
    await voice.aclose()
    assert jiwer.wer(" ".join(words(LONG)), " ".join(words(heard.final["text"]))) <= 0.15
    assert len(heard.interims) >= 2
    assert len(words(heard.interims[-1])) > len(words(heard.interims[0]))
    assert set(words(heard.interims[-1])) & {"shadow", "period", "migration", "systems"}


@pytest.mark.parametrize("pause_s", [0.25, 0.8, 2.0])
async def test_words_have_the_times_they_were_spoken_at(
    stack: EmbeddedServices, voice: Voice, pause_s: float
) -> None:
    sound, spoken = bytearray(silence(0.5)), []
    for part in PARTS:
        pcm = trim(await voice.say(part))
        begins_s = len(sound) / 2 / RATE
        spoken.append((begins_s, begins_s + len(pcm) / 2 / RATE))
        sound += pcm + silence(pause_s)
    heard = (await stream(stack, at_16_khz(bytes(sound)))).final
    await voice.aclose()
    found = heard["words"]
    assert " ".join(word["text"] for word in found) == heard["text"]
    edges = [at for word in found for at in (word["start_s"], word["end_s"])]
    assert edges == sorted(edges)
    assert edges[0] >= 0
    assert edges[-1] <= heard["duration_s"]
    said = [words(word["text"])[0] for word in found]
    firsts = [0, said.index("then"), said.index("because")]
    lasts = [first - 1 for first in [*firsts[1:], len(found)]]
    for (begins_s, ends_s), first, last in zip(spoken, firsts, lasts, strict=True):
        assert abs(found[first]["start_s"] - begins_s) <= 0.3
        assert abs(found[last]["end_s"] - ends_s) <= 0.3


async def test_clear_words_are_surer_than_words_under_noise(stack: EmbeddedServices, voice: Voice) -> None:
    said = np.frombuffer(at_16_khz(await voice.say(LONG)), "<i2").astype(np.float64)
    await voice.aclose()
    noise = np.random.default_rng(7).normal(0, 0.25 * np.abs(said).max(), said.size)
    clear = (await stream(stack, bytes(said.astype("<i2")))).final
    rough = (await stream(stack, bytes((said + noise).clip(-32768, 32767).astype("<i2")))).final
    assert 0.5 < clear["confidence"] <= 1.0
    assert rough["confidence"] < clear["confidence"]
    assert all(0.0 <= word["confidence"] <= 1.0 for word in clear["words"])


@pytest.mark.parametrize("kind", ["nothing", "silence", "noise"])
async def test_it_hears_no_words_where_nobody_speaks(stack: EmbeddedServices, kind: str) -> None:
    noise = np.random.default_rng(7).normal(0, 1500, 32_000).astype("<i2")
    sound = {"nothing": b"", "silence": bytes(64_000), "noise": bytes(noise)}[kind]
    heard = await stream(stack, sound)
    assert heard.interims == []
    assert (heard.final["text"], heard.final["words"]) == ("", [])


async def test_it_logs_nobodys_words(stack: EmbeddedServices, voice: Voice, stack_dir: Path) -> None:
    said = at_16_khz(await voice.say("The purple walrus negotiates quarterly dividends."))
    await voice.aclose()
    await stream(stack, said, in_real_time=True)
    logs = "".join(path.read_text() for path in (stack_dir / "logs").iterdir())
    assert "stretch recognised" in logs
    for word in ("walrus", "purple", "dividends"):
        assert word not in logs
