"""Who conducts: the owner's models in their order, and the offline interviewer behind them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from livekit.agents import llm

from voice.conductor import Conductor
from voice.offline_llm import OfflineLLM, SceneOf

_ATTEMPT_S = 8.0

Relay = Callable[[list[llm.LLM[Any]]], llm.LLM[Any]]
"""Makes one model of several: the first that answers."""


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
