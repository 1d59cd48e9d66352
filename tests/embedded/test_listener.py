"""The stream's rules, with a recogniser that does as it is told: who is decoded when, and what is refused."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import aiohttp
import numpy as np
import pytest
from aiohttp.test_utils import TestServer

from embedded.speech import server
from embedded.speech.audio import HEARING_RATE
from embedded.speech.listener import MAX_STRETCH_S
from embedded.speech.server import SpeechApi
from tests.embedded.callers import END, KEY, PAUSE, Mute, Scripted, call
from tests.room.waiting import until

pytestmark = pytest.mark.process


@pytest.fixture
def recogniser() -> Scripted:
    return Scripted()


@pytest.fixture
async def address(recogniser: Scripted) -> AsyncIterator[str]:
    running = TestServer(SpeechApi(recogniser, Mute()).app("key"))
    await running.start_server(shutdown_timeout=1.0)
    yield str(running.make_url("/v1/audio/stream"))
    await running.close()


@pytest.fixture
async def http(address: str) -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


async def test_each_end_is_answered_with_words_times_and_confidence(
    http: aiohttp.ClientSession, address: str
) -> None:
    caller = await call(http, address)
    for seconds, text in ((0.3, "3 tenths"), (0.5, "5 tenths")):
        await caller.says(seconds)
        await caller.tells(END)
        word = {"text": text, "start_s": 0.0, "end_s": 0.1, "confidence": 0.75}
        told = {"type": "final", "text": text, "confidence": 0.75, "duration_s": seconds, "words": [word]}
        assert await caller.hears() == told


async def test_words_are_guessed_at_while_sound_comes_in_and_less_often_in_a_long_stretch(
    http: aiohttp.ClientSession, address: str, recogniser: Scripted
) -> None:
    caller = await call(http, address)
    for _ in range(120):
        await caller.says(0.1)
        await caller.is_understood()
    lengths = recogniser.of("sketch")
    assert 0.6 <= lengths[0] <= 0.8
    assert 5 <= len(lengths) <= 11
    gaps = np.diff(lengths)
    assert gaps.min() >= 0.75
    assert gaps[-1] > 1.2


async def test_a_pause_is_decoded_in_full_and_that_answers_the_end(
    http: aiohttp.ClientSession, address: str, recogniser: Scripted
) -> None:
    caller = await call(http, address)
    await caller.says(0.4)
    await caller.tells(PAUSE)
    assert await caller.hears() == {"type": "interim", "text": "4 tenths"}
    await caller.tells(END)
    assert (await caller.hears())["type"] == "final"
    assert recogniser.of("whole") == [0.4]


async def test_what_is_said_after_a_pause_is_in_the_answer(
    http: aiohttp.ClientSession, address: str, recogniser: Scripted
) -> None:
    caller = await call(http, address)
    await caller.says(0.4)
    await caller.tells(PAUSE)
    await caller.hears()
    await caller.says(0.2)
    await caller.tells(END)
    assert (await caller.hears())["text"] == "6 tenths"
    assert recogniser.of("whole") == [0.4, 0.6]


async def test_one_connection_is_decoded_once_at_a_time(
    http: aiohttp.ClientSession, address: str, recogniser: Scripted
) -> None:
    caller = await call(http, address)
    recogniser.gates["sketch"].clear()
    await caller.says(1.0)
    await until(lambda: recogniser.of("sketch"), 5, "a guess is begun")
    await caller.tells(END)
    recogniser.gates["sketch"].set()
    while (await caller.hears())["type"] != "final":
        pass
    assert recogniser.most_at_once == 1


async def test_an_answer_does_not_wait_for_the_guess_of_another_and_nobody_else_may_guess_then(
    http: aiohttp.ClientSession, address: str, recogniser: Scripted
) -> None:
    guessing, other, answered = [await call(http, address) for _ in range(3)]
    recogniser.gates["sketch"].clear()
    await guessing.says(1.0)
    await until(lambda: recogniser.of("sketch"), 5, "a guess is begun")
    await other.says(1.0)
    await other.is_understood()
    await answered.says(0.3)
    await answered.tells(END)
    assert (await answered.hears())["text"] == "3 tenths"
    assert recogniser.of("sketch") == [1.0]
    recogniser.gates["sketch"].set()
    assert (await guessing.hears())["type"] == "interim"


async def test_nobody_guesses_while_an_answer_is_decoded(
    http: aiohttp.ClientSession, address: str, recogniser: Scripted
) -> None:
    guessing, answered = [await call(http, address) for _ in range(2)]
    recogniser.gates["whole"].clear()
    await answered.says(0.3)
    await answered.tells(END)
    await until(lambda: recogniser.of("whole"), 5, "an answer is begun")
    for tell in (PAUSE, ""):
        await guessing.says(1.0)
        if tell:
            await guessing.tells(tell)
        await guessing.is_understood()
    assert recogniser.asked == [("whole", 0.3)]
    recogniser.gates["whole"].set()
    await answered.hears()
    await guessing.says(0.1)
    assert (await guessing.hears())["text"] == "21 tenths"


@pytest.mark.parametrize("more", [-2, 0, 2])
async def test_a_stretch_may_last_a_minute_and_not_a_sample_longer(
    http: aiohttp.ClientSession, address: str, more: int
) -> None:
    caller = await call(http, address)
    sound = bytes(int(MAX_STRETCH_S * HEARING_RATE) * 2 + more)
    for at in range(0, len(sound), 60_000):
        await caller.socket.send_bytes(sound[at : at + 60_000])
    await caller.tells(END)
    while (told := await caller.hears())["type"] == "interim":
        pass
    assert told["type"] == ("error" if more > 0 else "final")
    if more > 0:
        assert told["code"] == "too_long"


@pytest.mark.parametrize(
    "text", ["", "stop", "{}", '{"type":"begin"}', '{"type":"end","more":1}', '{"type":"pause"}x']
)
async def test_it_refuses_what_it_does_not_understand(
    http: aiohttp.ClientSession, address: str, text: str
) -> None:
    caller = await call(http, address)
    await caller.tells(text)
    await caller.hears_the_end_with("invalid_message")


async def test_it_refuses_half_a_sample_and_a_message_that_is_too_big(
    http: aiohttp.ClientSession, address: str
) -> None:
    caller = await call(http, address)
    await caller.socket.send_bytes(b"123")
    await caller.hears_the_end_with("invalid_sound")
    caller = await call(http, address)
    await caller.socket.send_bytes(bytes(65 * 1024))
    async with asyncio.timeout(10):
        closed = await caller.socket.receive()
    assert (closed.type, closed.data) == (aiohttp.WSMsgType.CLOSE, aiohttp.WSCloseCode.MESSAGE_TOO_BIG)


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer wrong"}])
async def test_it_opens_to_nobody_without_the_key(
    http: aiohttp.ClientSession, address: str, headers: dict[str, str]
) -> None:
    with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
        await http.ws_connect(address, headers=headers)
    assert refused.value.status == 401


async def test_it_listens_to_so_many_at_once_and_says_so(
    http: aiohttp.ClientSession, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "MAX_STREAMS", 2)
    first, _second = [await call(http, address) for _ in range(2)]
    async with http.get(address, headers=KEY) as answer:
        assert answer.status == 503
        assert (await answer.json())["error"]["code"] == "too_many_streams"
    await first.socket.close()
    again = await call(http, address)
    await again.tells(END)
    assert (await again.hears())["text"] == "0 tenths"


async def test_who_goes_away_in_mid_answer_leaves_the_server_as_it_was(
    http: aiohttp.ClientSession, address: str, recogniser: Scripted
) -> None:
    gone = await call(http, address)
    recogniser.gates["whole"].clear()
    await gone.says(0.4)
    await gone.tells(END)
    await until(lambda: recogniser.of("whole"), 5, "the answer is begun")
    await gone.socket.close()
    recogniser.gates["whole"].set()
    caller = await call(http, address)
    await caller.says(0.2)
    await caller.tells(END)
    assert (await caller.hears())["text"] == "2 tenths"
