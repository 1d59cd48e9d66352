"""MockFlow over HTTP, as its owner's browser uses it."""

from __future__ import annotations

import re
from types import TracebackType
from typing import Any, Self

import httpx

from simulation.personas import Persona

_TOKEN = re.compile(r'name="csrf[-_]token" (?:content|value)="([^"]+)"')


def page_token(page: str) -> str:
    """The token a page of ours holds against cross-site requests; empty when it holds none."""
    found = _TOKEN.search(page)
    return found[1] if found else ""


class WebApp:
    """One signed-in visitor.

    Every method raises httpx.HTTPStatusError when the answer is no success.

    Args:
        url: the web app's address.
    """

    def __init__(self, url: str) -> None:
        self._http = httpx.AsyncClient(
            base_url=url,
            headers={"Origin": url, "Accept": "application/json"},
            timeout=30.0,
            trust_env=False,
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._http.aclose()

    async def sign_in(self) -> None:
        """Sign in locally."""
        await self._open_page("/sign-in")
        answer = await self._http.post("/sign-in/local")
        if answer.status_code != httpx.codes.SEE_OTHER:
            answer.raise_for_status()
        await self._open_page("/dashboard")

    async def create(self, persona: Persona, *, length: str = "quick", patience: str = "normal") -> str:
        """Send the set-up form with the résumé as a text file; returns the interview's id."""
        form = {
            "role": persona.role,
            "company": persona.company,
            "level": persona.level.value,
            "family": persona.family.value,
            "length": length,
            "patience": patience,
            "candidate_name": persona.name,
            "candidate_email": persona.email,
            "job_description": persona.job_description,
        }
        resume = {"resume": ("resume.txt", persona.resume.encode(), "text/plain")}
        answer = await self._http.post("/interviews", data=form, files=resume)
        answer.raise_for_status()
        return str(answer.json()["id"])

    async def start(self, interview_id: str) -> dict[str, str]:
        """Press Start: ``{livekit_url, token, room, identity}``."""
        answer = await self._http.post(
            f"/interviews/{interview_id}/start", json={"tab": "demo", "takeover": False}
        )
        answer.raise_for_status()
        return dict(answer.json())

    async def end(self, interview_id: str) -> None:
        """Ask the interviewer to end it."""
        (await self._http.post(f"/interviews/{interview_id}/end", json={})).raise_for_status()

    async def state(self, interview_id: str) -> dict[str, Any]:
        """Status, stage and notice, as the room page asks for them."""
        return await self._get(f"/interviews/{interview_id}/state?tab=demo")

    async def events(self, interview_id: str) -> list[dict[str, Any]]:
        """Everything that happened, in order."""
        return list((await self._get(f"/interviews/{interview_id}/events.json"))["events"])

    async def transcript(self, interview_id: str) -> dict[str, Any]:
        """The merged transcript."""
        return await self._get(f"/interviews/{interview_id}/transcript.json")

    async def feedback(self, interview_id: str) -> dict[str, Any]:
        """How far the feedback is, and the feedback itself."""
        return await self._get(f"/interviews/{interview_id}/feedback.json")

    async def _open_page(self, path: str) -> None:
        """Take the token the page holds, for what is posted from now on."""
        page = await self._http.get(path, headers={"Accept": "text/html"})
        page.raise_for_status()
        self._http.headers["X-CSRFToken"] = page_token(page.text)

    async def _get(self, path: str) -> dict[str, Any]:
        answer = await self._http.get(path)
        answer.raise_for_status()
        return dict(answer.json())
