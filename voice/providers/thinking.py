"""Who thinks for the interviewer: any OpenAI-compatible chat API, and the offline interviewer behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from livekit.agents.types import NOT_GIVEN
from livekit.plugins import openai

from voice.conductor import Conductor
from voice.offline_llm import OfflineLLM, SceneOf
from voice.providers.connections import Connections
from voice.providers.titles import OWN_MODEL, title
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


def minds(models: Sequence[Link[LLM]], *, scene_of: SceneOf) -> list[Link[LLM]]:
    """The interviewer's minds in the order they are tried; the last one can't fail.

    Args:
        models: the owner's; each asks its provider and knows nothing of interviews.
        scene_of: the moment a reply is made for.
    """
    conducting = [replace(link, plugin=Conductor(link.plugin, scene_of)) for link in models]
    return [*conducting, Link("mockflow", OWN_MODEL, OfflineLLM(scene_of), own=True)]
