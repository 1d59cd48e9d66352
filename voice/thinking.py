"""The owner's language models, from the access a job carries."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import httpx2
import openai
from livekit.agents import llm
from livekit.plugins import openai as openai_plugin

import outbound
from workers.protocol import ModelAccess

_TIMEOUT = httpx2.Timeout(connect=5.0, read=15.0, write=10.0, pool=5.0)


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
