"""An owner's browser that keeps all it was ever shown, and joins the room as the page would."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import httpx
from livekit import rtc

from embedded.services import EmbeddedServices
from simulation.house import House
from simulation.synthesis import Voice
from simulation.webapp import WebApp
from tests.room.guest import Guest


class Visitor(WebApp):
    """A signed-in visitor.

    Attributes:
        shown: what each request was answered with: its address, and headers and body without the cookie.
    """

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.shown: list[tuple[str, bytes]] = []
        self._http.event_hooks = {"response": [self._keep]}

    async def _keep(self, answer: httpx.Response) -> None:
        headers = [f"{name}: {value}" for name, value in answer.headers.items() if name != "set-cookie"]
        where = f"{answer.request.method} {answer.request.url.path}"
        self.shown.append((where, "\n".join(headers).encode() + b"\n\n" + await answer.aread()))

    @property
    def cookies(self) -> list[str]:
        """The values of the cookies it holds."""
        return [cookie.value for cookie in self._http.cookies.jar if cookie.value]

    async def page(self, path: str) -> httpx.Response:
        """A page or a file."""
        return await self._http.get(path, headers={"Accept": "text/html"})

    async def post(self, path: str, form: Mapping[str, str] | None = None, **more: Any) -> httpx.Response:
        """A form, or what ``more`` says; the answer is JSON."""
        return await self._http.post(path, data=form, **more)


class Seat:
    """What a :class:`Guest` needs to know to take the candidate's place in a room of a house."""

    def __init__(self, house: House, tmp: Path, access: Mapping[str, str]) -> None:
        services: EmbeddedServices = house.services
        self.services = services.model_copy(update={"livekit_url": access["livekit_url"]})
        self.tmp = tmp
        self.voice = Voice(services.speech_url, services.speech_key.get_secret_value())
        self._access = access
        self.guest = Guest(self, access["identity"])

    def candidate_token(self, identity: str) -> str:
        """The token that Start was answered with."""
        return self._access["token"]

    @property
    def worker_identity(self) -> str:
        """The one other in the room."""
        [other] = self.guest.room.remote_participants.values()
        assert other.kind == rtc.ParticipantKind.PARTICIPANT_KIND_AGENT
        return other.identity

    async def leave(self) -> None:
        """Give the place up."""
        await self.guest.leave()
        await self.voice.aclose()
