"""The embedded recogniser before a server that goes away, hangs, refuses: no word is lost or told twice."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable

import numpy as np
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from livekit import rtc
from livekit.agents import APIConnectionError, APIConnectOptions, APIError, APIStatusError

from tests.room.waiting import until
from tests.voice.embedded_scene import Kind, Scene, Server
from tests.voice.loudness import RATE
from voice import embedded_wire
from voice.embedded_stt import EmbeddedSTT

pytestmark = pytest.mark.process


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Seconds of patience become tenths."""
    monkeypatch.setattr(embedded_wire, "_TELL_S", 0.3)
    monkeypatch.setattr(embedded_wire, "_HANG_UP_S", 0.8)
    monkeypatch.setattr(embedded_wire, "_GIVE_UP_S", 2.5)
    monkeypatch.setattr(embedded_wire, "_FIRST_REST_S", 0.02)


@pytest.fixture
async def server() -> Server:
    return Server()


@pytest.fixture
async def address(server: Server) -> AsyncIterator[str]:
    app = web.Application()
    app.router.add_get("/v1/audio/stream", server.handle)
    running = TestServer(app)
    await running.start_server(shutdown_timeout=0.5)
    yield str(running.make_url("/v1"))
    await running.close()


@pytest.fixture
async def scene(address: str) -> AsyncIterator[Scene]:
    opened = Scene(address)
    yield opened
    await opened.aclose()


async def test_an_answer_has_words_with_times_of_the_whole_stream_and_confidence(scene: Scene) -> None:
    scene.rests(2.0)
    scene.says(1.0)
    scene.rests()
    await scene.hears()
    (data,) = scene.of(Kind.FINAL_TRANSCRIPT)
    assert data.words is not None
    assert [str(word) for word in data.words] == data.text.split()
    begins_s = float(data.words[0].start_time or 0)
    assert 1.9 < begins_s < 2.1, "the sound before the first word is half a second"
    assert data.start_time == begins_s
    assert data.end_time == pytest.approx(begins_s + 0.3)
    assert {data.confidence, *(word.confidence for word in data.words)} == {0.5}
    assert scene.troubles == []


async def test_guesses_come_before_the_answer_and_a_pause_is_told(scene: Scene, server: Server) -> None:
    server.guess_after = RATE // 2
    scene.says(1.0)
    await until(lambda: scene.guesses, 10, "a guess")
    assert scene.finals == []
    scene.rests()
    await scene.hears()
    assert scene.guesses == ["a guess"]
    assert server.pauses == 1
    kinds = [event.type for event in scene.events]
    assert kinds.index(Kind.START_OF_SPEECH) < kinds.index(Kind.END_OF_SPEECH)
    assert Kind.RECOGNITION_USAGE in kinds


async def test_a_guess_at_what_was_no_speech_is_taken_back(scene: Scene, server: Server) -> None:
    server.guess_after, server.manners = RATE // 2, ["empty"]
    scene.says(1.0)
    scene.rests()
    await until(lambda: scene.guesses == ["a guess", ""], 10, "the guess is taken back")
    assert scene.finals == []
    await until(lambda: scene.of(Kind.FINAL_TRANSCRIPT), 10, "it is said that there were no words")
    (nothing,) = scene.of(Kind.FINAL_TRANSCRIPT)
    assert (nothing.text, nothing.words) == ("", [])
    assert nothing.end_time > nothing.start_time


@pytest.mark.parametrize("manner", ["drop", "error", "babble"])
@pytest.mark.usefixtures("quick")
async def test_a_stretch_is_sent_again_when_the_server_fails_in_the_middle_of_it(
    scene: Scene, server: Server, manner: str
) -> None:
    server.manners = [manner, manner, "ok"]
    scene.says(1.0)
    scene.rests()
    await scene.hears()
    assert scene.finals == ["11 tenths"] or scene.finals == ["12 tenths"]
    assert server.calls == 3
    assert scene.troubles == ["down", "back"]


@pytest.mark.usefixtures("quick")
async def test_what_is_said_while_the_server_is_away_is_answered_in_order_when_it_is_back(
    scene: Scene, server: Server
) -> None:
    server.open.clear()
    for seconds in (0.5, 1.0, 1.5):
        scene.says(seconds)
        scene.rests(1.0)
    await until(lambda: scene.troubles == ["down"], 10, "the trouble is told")
    server.open.set()
    await scene.hears(3)
    lengths = [int(text.split()[0]) for text in scene.finals]
    assert lengths == sorted(lengths)
    assert lengths[2] - lengths[0] >= 9
    assert scene.troubles == ["down", "back"]


@pytest.mark.usefixtures("quick")
async def test_a_server_that_hangs_is_told_while_it_hangs_then_hung_up_on(
    scene: Scene, server: Server
) -> None:
    server.manners = ["hang", "ok"]
    scene.says(1.0)
    scene.rests()
    await until(lambda: scene.troubles == ["down"], 10, "the trouble is told")
    assert scene.finals == []
    await scene.hears()
    assert scene.troubles == ["down", "back"]
    assert server.calls == 2


@pytest.mark.usefixtures("quick")
async def test_a_server_that_stays_away_is_given_up_and_said_to_be_lost(scene: Scene, server: Server) -> None:
    server.open.clear()
    scene.says(1.0)
    scene.rests()
    await until(lambda: scene.error, 10, "it is given up")
    assert isinstance(scene.error, APIConnectionError)
    assert scene.troubles == ["down", "lost"]


@pytest.mark.usefixtures("quick")
async def test_a_server_that_goes_while_nobody_speaks_is_no_trouble(scene: Scene, server: Server) -> None:
    scene.says(1.0)
    scene.rests()
    await scene.hears()
    await server.sockets[0].close()
    await until(lambda: server.calls == 2, 10, "the line is open again")
    scene.says(1.0)
    scene.rests()
    await scene.hears(2)
    assert scene.troubles == []


async def test_a_flush_in_mid_speech_brings_the_words_so_far_and_no_guess_after_it(
    scene: Scene, server: Server
) -> None:
    server.guess_after = RATE // 2
    scene.says(1.0)
    await until(lambda: scene.guesses, 10, "a guess")
    scene.stream.flush()
    scene.says(0.2)
    await scene.hears()
    assert scene.guesses[:2] == ["a guess", ""]
    scene.says(0.8)
    scene.rests()
    await scene.hears(2)
    total = sum(int(text.split()[0]) for text in scene.finals)
    assert 20 <= total <= 23


async def test_a_flush_while_nobody_speaks_is_told_to_nobody(scene: Scene) -> None:
    scene.rests()
    scene.stream.flush()
    scene.says(1.0)
    scene.rests()
    await scene.hears()
    assert scene.guesses == []


async def test_the_end_of_the_sound_brings_the_last_words(scene: Scene) -> None:
    scene.says(1.0)
    scene.stream.end_input()
    await scene.hears()


@pytest.mark.parametrize("rate", [16_000, 24_000, 48_000])
async def test_a_recording_is_recognised_at_any_rate(address: str, rate: int) -> None:
    recogniser = EmbeddedSTT(base_url=address, api_key="key", model="m")
    samples = np.full(rate, 1000, np.int16)
    heard = await recogniser.recognize(rtc.AudioFrame(samples.tobytes(), rate, 1, rate))
    assert heard.alternatives[0].text in ("9 tenths", "10 tenths")
    await recogniser.aclose()


async def lock(server: Server) -> None:
    server.open.clear()


async def drop(server: Server) -> None:
    server.manners = ["drop"]


@pytest.mark.parametrize(("damage", "failure"), [(lock, APIStatusError), (drop, APIConnectionError)])
async def test_a_recording_that_can_not_be_recognised_is_a_typed_failure(
    address: str, server: Server, damage: Callable[[Server], Awaitable[None]], failure: type[APIError]
) -> None:
    await damage(server)
    recogniser = EmbeddedSTT(base_url=address, api_key="key", model="m")
    frame = rtc.AudioFrame(bytes(3200), RATE, 1, 1600)
    with pytest.raises(failure):
        await recogniser.recognize(frame, conn_options=APIConnectOptions(max_retry=0))
    await recogniser.aclose()


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("manner", ["drop", "error", "babble", "hang"])
async def test_who_goes_on_elsewhere_is_told_of_the_first_failure(
    address: str, server: Server, manner: str
) -> None:
    server.manners = [manner]
    scene = Scene(address, patient=False)
    scene.says(1.0)
    scene.rests()
    await until(lambda: scene.error, 10, "the stream ends")
    assert isinstance(scene.error, APIError)
    assert server.calls == 1
    await scene.aclose()
