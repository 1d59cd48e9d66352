"""The emulators' own controls: which request a fault hits, how often, and what comes over the wire."""

from __future__ import annotations

import io
import threading
import time
import wave
from collections.abc import Iterator

import aiohttp
import httpx
import pytest

from tests.fakes.certificates import Tls, make_tls
from tests.fakes.vendors import Fault, Given, Question, Service, Vendors, deepgram_listen, running, tones

pytestmark = pytest.mark.process

HELLO = {"model": "gpt-4o-mini", "messages": [{"role": "user", "content": "hello"}]}


def ask(service: Service[Question, Given], timeout_s: float = 10.0) -> httpx.Response:
    """One request for a whole reply, with the right key."""
    headers = {"Authorization": f"Bearer {service.key}"}
    return httpx.post(f"{service.url}/chat/completions", json=HELLO, headers=headers, timeout=timeout_s)


def test_a_fault_hits_as_many_requests_as_it_says_and_then_the_next_one_comes(vendors: Vendors) -> None:
    vendors.chat.fail(Fault("500", times=2), Fault("quota"))
    assert [ask(vendors.chat).status_code for _ in range(4)] == [500, 500, 429, 200]
    assert [asked.fault for asked in vendors.chat.asked] == ["500", "500", "quota", None]


def test_a_fault_without_a_number_lasts_until_it_is_mended(vendors: Vendors) -> None:
    vendors.chat.fail(Fault("401", times=None))
    assert [ask(vendors.chat).status_code for _ in range(3)] == [401] * 3
    vendors.chat.mend()
    assert ask(vendors.chat).status_code == 200


def test_too_many_requests_may_say_when_to_come_back_and_no_money_never_does(vendors: Vendors) -> None:
    vendors.chat.fail(Fault("429", retry_after_s=7), Fault("429"), Fault("quota"))
    first, second, third = (ask(vendors.chat) for _ in range(3))
    assert (first.headers["Retry-After"], first.json()["error"]["code"]) == ("7", "rate_limit_exceeded")
    assert "Retry-After" not in second.headers
    assert third.json()["error"]["code"] == "insufficient_quota"


def test_a_service_that_is_down_refuses_and_is_found_at_the_same_place_again(vendors: Vendors) -> None:
    url = vendors.chat.url
    vendors.chat.fail(Fault("refused"))
    with pytest.raises(httpx.ConnectError):
        ask(vendors.chat)
    assert httpx.post(vendors.speech.url + "/audio/speech").status_code == 401  # only the one is down
    vendors.chat.mend()
    assert (ask(vendors.chat).status_code, vendors.chat.url) == (200, url)


def test_a_connection_that_is_kept_goes_down_with_the_service(vendors: Vendors) -> None:
    headers = {"Authorization": f"Bearer {vendors.chat.key}"}
    with httpx.Client(headers=headers) as client:
        url = vendors.chat.url + "/chat/completions"
        assert client.post(url, json=HELLO).status_code == 200
        vendors.chat.fail(Fault("refused"))
        with pytest.raises(httpx.TransportError):
            client.post(url, json=HELLO)


def test_a_timeout_and_a_stall_keep_the_client_waiting(vendors: Vendors) -> None:
    vendors.chat.fail(Fault("timeout"), Fault("stall"))
    for _ in range(2):
        with pytest.raises(httpx.ReadTimeout):
            ask(vendors.chat, 0.3)
    assert ask(vendors.chat).status_code == 200


def test_malformed_json_is_cut_in_half(vendors: Vendors) -> None:
    vendors.chat.fail(Fault("malformed"))
    answer = ask(vendors.chat)
    assert answer.status_code == 200
    with pytest.raises(ValueError, match=r"Expecting|Unterminated"):
        answer.json()


def test_slow_waits_and_then_answers(vendors: Vendors) -> None:
    vendors.chat.fail(Fault("slow", delay_s=0.4))
    began = time.monotonic()
    assert ask(vendors.chat).status_code == 200
    assert time.monotonic() - began >= 0.4


def test_a_strike_hits_what_is_under_way_and_leaves_the_next_request_alone(vendors: Vendors) -> None:
    begun = threading.Event()

    def last_words(_: Question) -> str:
        begun.set()
        return "I was about to say something."

    vendors.chat.answer_with(last_words)
    vendors.chat.delays.first_s = 30.0
    ends: list[Exception] = []

    def wait() -> None:
        try:
            ask(vendors.chat, 20)
        except httpx.TransportError as error:
            ends.append(error)

    waiting = threading.Thread(target=wait)
    waiting.start()
    assert begun.wait(10)
    vendors.chat.strike(Fault("reset"))
    waiting.join(10)
    assert len(ends) == 1
    vendors.chat.delays.first_s = 0.0
    assert ask(vendors.chat).status_code == 200


def test_a_strike_at_nothing_hits_the_next_request(vendors: Vendors) -> None:
    vendors.chat.strike(Fault("500"))
    assert [ask(vendors.chat).status_code for _ in range(2)] == [500, 200]


def test_an_answer_may_set_a_fault_itself(vendors: Vendors) -> None:
    def once(_: Question) -> str:
        vendors.chat.fail(Fault("500"))
        vendors.speech.fail(Fault("refused"))
        return "Goodbye."

    vendors.chat.answer_with(once)
    assert [ask(vendors.chat).status_code for _ in range(2)] == [200, 500]
    with pytest.raises(httpx.ConnectError):
        httpx.post(vendors.speech.url + "/audio/speech")


async def test_deepgram_says_why_it_does_not_open_a_websocket(vendors: Vendors) -> None:
    vendors.listen.fail(Fault("quota"))
    headers = {"Authorization": f"Token {vendors.listen.key}"}
    async with aiohttp.ClientSession(headers=headers) as session:
        with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
            await session.ws_connect(vendors.listen.url.replace("http", "ws", 1))
    assert refused.value.status == 402


async def test_deepgram_tells_the_end_of_an_utterance_and_hangs_up_on_silence(
    vendors: Vendors, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deepgram_listen, "IDLE_S", 1.5)
    headers = {"Authorization": f"Token {vendors.listen.key}"}
    url = (
        vendors.listen.url.replace("http", "ws", 1)
        + "?sample_rate=16000&endpointing=300&utterance_end_ms=500"
    )
    async with aiohttp.ClientSession(headers=headers) as session, session.ws_connect(url) as websocket:
        await websocket.send_bytes(tones.spoken("I did", 16000) + tones.silence(0.5, 16000))
        final, end, closed = [await websocket.receive() for _ in range(3)]
    assert (final.json()["type"], final.json()["speech_final"]) == ("Results", True)
    assert end.json()["type"] == "UtteranceEnd"
    assert (closed.data, closed.extra) == (1011, "NET-0001")


async def test_assemblyai_says_why_before_it_closes(vendors: Vendors) -> None:
    vendors.assemblyai.fail(Fault("429"))
    headers = {"Authorization": vendors.assemblyai.key}
    async with aiohttp.ClientSession(headers=headers) as session:
        websocket = await session.ws_connect(f"{vendors.assemblyai.url}/v3/ws?sample_rate=16000")
        said, closed = await websocket.receive_json(), await websocket.receive()
    assert (said["type"], said["error_code"]) == ("Error", 3009)
    assert closed.data == 3009


@pytest.fixture(scope="module")
def tls(tmp_path_factory: pytest.TempPathFactory) -> Tls:
    """A server's and a client's side of one certificate."""
    return make_tls(tmp_path_factory.mktemp("tls"), ("127.0.0.1",))


def test_everything_is_had_over_tls_too(tls: Tls) -> None:
    with running(tls.server) as vendors:
        assert vendors.chat.url.startswith("https://")
        assert vendors.assemblyai.url.startswith("wss://")
        url, headers = vendors.chat.url, {"Authorization": f"Bearer {vendors.chat.key}"}
        with httpx.Client(headers=headers, verify=tls.client) as client:
            assert client.post(url + "/chat/completions", json=HELLO).status_code == 200
            vendors.chat.fail(Fault("reset"))
            with pytest.raises(httpx.TransportError):
                client.post(url + "/chat/completions", json=HELLO)


@pytest.mark.parametrize("first", [9000, 10000, 12000, 16400, 17000])
def test_an_upload_is_read_whole_wherever_its_pieces_end(vendors: Vendors, first: int) -> None:
    """A piece shorter than the boundary, then more than a chunk: the reader has to put bytes back."""

    def pieces() -> Iterator[bytes]:
        for start, end in ((0, first), (first, first + 5), (first + 5, len(body))):
            yield body[start:end]
            time.sleep(0.05)  # lets the piece arrive alone; what is asserted holds however they arrive

    file = wave_file(seconds=2)
    request = httpx.Request(
        "POST",
        f"{vendors.transcription.url}/audio/transcriptions",
        data={"model": "gpt-4o-mini-transcribe"},
        files={"file": ("a.wav", file, "audio/wav")},
    )
    body = request.read()
    vendors.transcription.answer("All of it.")
    headers = {"Authorization": f"Bearer {vendors.transcription.key}"} | {
        name: request.headers[name] for name in ("content-type", "content-length")
    }
    answer = httpx.post(request.url, content=pieces(), headers=headers)
    assert answer.json()["text"] == "All of it."
    assert vendors.transcription.asked[0].audio == file


def wave_file(seconds: float) -> bytes:
    """Silence as a WAV file of 16 kHz."""
    file = io.BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setparams((1, 2, 16000, 0, "NONE", ""))
        sound.writeframes(bytes(int(seconds * 32000)))
    return file.getvalue()
