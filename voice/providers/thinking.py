"""Who thinks for the interviewer: any OpenAI-compatible chat API."""

from __future__ import annotations

from livekit.agents.types import NOT_GIVEN
from livekit.plugins import openai

from voice.providers.connections import Connections
from voice.providers.titles import title
from voice.relay.link import LLM, Answers, Link
from workers.protocol import ModelAccess

_REASONS_FIRST = ("gpt-5", "o1", "o3", "o4")


def model(access: ModelAccess, connections: Connections) -> Link[LLM]:
    """A chat model; those that reason take no temperature."""
    answers = Answers()
    fixed = access.model.startswith(_REASONS_FIRST)
    plugin = openai.LLM(
        model=access.model,
        temperature=NOT_GIVEN if fixed else access.temperature,
        client=connections.client(access, answers),
    )
    return Link(access.provider, title(access), plugin, answers)
