"""OpenAI, Deepgram and AssemblyAI on loopback, speaking the wire protocol with set delays and faults.

with running() as vendors:
    vendors.chat.answer("Hello.", Reply(calls=(Call("transition_stage", {"to": "closing"}),)))
    vendors.chat.fail(Fault("429", retry_after_s=1))
    llm = openai.LLM(base_url=vendors.chat.url, api_key=vendors.chat.key)
"""

from __future__ import annotations

import ssl
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import Any

from aiohttp import web

from . import assemblyai, audio, chat, deepgram_listen, deepgram_speak, hearing
from .assemblyai import AssemblyAIManners
from .audio import Text
from .chat import Given, Question
from .deepgram_manners import DeepgramManners
from .door import Door, House
from .hearing import Heard, Transcript
from .line import Line, Manners, Over
from .openai_manners import OpenAIManners
from .service import Service


class Vendors:
    """The six services, each at a port of its own so that each can be down alone.

    Attributes:
        chat: OpenAI ``/v1/chat/completions``.
        speech: OpenAI ``/v1/audio/speech``.
        transcription: OpenAI ``/v1/audio/transcriptions``.
        listen: Deepgram ``/v1/listen``.
        speak: Deepgram ``/v1/speak``.
        assemblyai: AssemblyAI ``/v3/ws``.
    """

    def __init__(self) -> None:
        v1 = "http{s}://{at}/v1"
        self.chat: Service[Question, Given] = Service("chat", v1, chat.usual)
        self.speech: Service[Text, bytes] = Service("speech", v1, audio.usual_sound)
        self.transcription: Service[Heard, Transcript] = Service("transcription", v1, hearing.usual)
        self.listen: Service[Heard, Transcript] = Service("listen", v1 + "/listen", hearing.usual)
        self.speak: Service[Text, bytes] = Service("speak", v1 + "/speak", audio.usual_sound)
        self.assemblyai: Service[Heard, Transcript] = Service("assemblyai", "ws{s}://{at}", hearing.usual)

    @property
    def all(self) -> tuple[Service[Any, Any], ...]:
        """Every service."""
        return (self.chat, self.speech, self.transcription, self.listen, self.speak, self.assemblyai)

    def apps(self) -> list[tuple[Service[Any, Any], web.Application]]:
        """Each service and what is served at its port."""
        return [(service, app(self, service)) for service in self.all]


def app(vendors: Vendors, *services: Service[Any, Any]) -> web.Application:
    """An application with the routes of ``services``."""
    openai, deepgram = OpenAIManners(), DeepgramManners()
    made = web.Application(client_max_size=2**26)
    routes: list[tuple[Service[Any, Any], str, str, Any, Any]] = [
        (vendors.chat, "POST", "/v1/chat/completions", openai, chat.complete),
        (vendors.chat, "GET", "/v1/models", openai, _models),
        (vendors.speech, "POST", "/v1/audio/speech", openai, audio.speak),
        (vendors.transcription, "POST", "/v1/audio/transcriptions", openai, audio.transcribe),
        (vendors.listen, "*", "/v1/listen", deepgram, deepgram_listen.listen),
        (vendors.speak, "*", "/v1/speak", deepgram, deepgram_speak.speak),
        (vendors.assemblyai, "GET", "/v3/ws", AssemblyAIManners(), assemblyai.stream),
    ]
    for service, method, path, manners, serve in routes:
        if service in services:
            made.router.add_route(method, path, _serving(service, manners, serve))
    return made


def _serving(
    service: Service[Any, Any], manners: Manners, serve: Callable[[Line], Awaitable[web.StreamResponse]]
) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    """The handler of one route."""

    async def handle(request: web.Request) -> web.StreamResponse:
        line = Line(service, request, manners)
        service.open.add(line)
        try:
            if request.can_read_body and "multipart" not in request.content_type:
                line.asked.body = await request.read()
            await line.admit()
            return await serve(line)
        except Over as over:
            return over.response
        except ConnectionError:
            return line.response or web.Response()  # the client left
        finally:
            service.open.discard(line)

    return handle


async def _models(line: Line) -> web.StreamResponse:
    names = sorted(line.service.models or {"gpt-4o-mini"})
    return await line.whole({"object": "list", "data": [{"id": n, "object": "model"} for n in names]})


@contextmanager
def running(tls: ssl.SSLContext | None = None) -> Iterator[Vendors]:
    """All six, up and listening, in a thread of their own; over TLS with ``tls``."""
    vendors, house = Vendors(), House()
    doors = []
    try:
        for service, made in vendors.apps():
            door = Door(made, tls)
            doors.append(door)
            house.run(door.open())
            service.live_at(house, door)
        yield vendors
    finally:
        for door in doors:
            house.run(door.close())
        house.close()
