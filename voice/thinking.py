"""Who thinks for the interviewer: the owner's models in their order, and the offline interviewer last."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import httpx2
import openai
from livekit.agents import llm
from livekit.plugins import openai as openai_plugin

import outbound
from voice.conductor import Conductor
from voice.offline_llm import OfflineLLM, SceneOf
from workers.protocol import ModelAccess

_TIMEOUT = httpx2.Timeout(connect=5.0, read=15.0, write=10.0, pool=5.0)
_ATTEMPT_S = 8.0

Relay = Callable[[list[llm.LLM[Any]]], llm.LLM[Any]]
"""Makes one model of several: the first that answers."""


class Thinking:
    """The language models of one interview; close with :meth:`aclose`.

    Attributes:
        models: in the order they are tried; each asks its provider and knows nothing of interviews.
    """

    def __init__(self, access: Sequence[ModelAccess]) -> None:
        self._clients = [_client(one) for one in access]
        self.models: list[llm.LLM[Any]] = [
            openai_plugin.LLM(model=one.model, client=client, temperature=one.temperature)
            for one, client in zip(access, self._clients, strict=True)
        ]

    async def aclose(self) -> None:
        """Close the models and their connections."""
        for model in self.models:
            await model.aclose()
        for client in self._clients:
            await client.close()


def _client(access: ModelAccess) -> openai.AsyncClient:
    """An OpenAI client that retries nothing by itself and never follows a redirect."""
    return openai.AsyncClient(
        api_key=access.api_key.get_secret_value(),
        base_url=access.base_url or None,
        max_retries=0,
        http_client=(
            outbound.async_client(timeout=_TIMEOUT)
            if access.guarded
            else httpx2.AsyncClient(timeout=_TIMEOUT, follow_redirects=False)
        ),
    )


def first_that_answers(models: list[llm.LLM[Any]]) -> llm.LLM[Any]:
    """livekit-agents' own relay: the next model when one fails before its first word."""
    return llm.FallbackAdapter(models, attempt_timeout=_ATTEMPT_S)


def build_interviewer(
    models: Sequence[llm.LLM[Any]], *, scene_of: SceneOf, relay: Relay = first_that_answers
) -> llm.LLM[Any]:
    """The interviewer's mind.

    Args:
        models: the owner's, in the order they are tried; empty: the offline interviewer alone.
        scene_of: the moment a reply is made for.
        relay: puts the models in a row; the offline interviewer is its last.
    """
    offline = OfflineLLM(scene_of)
    if not models:
        return offline
    return relay([*(Conductor(model, scene_of) for model in models), offline])
