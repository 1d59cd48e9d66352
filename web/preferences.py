"""What an owner likes: kept with the account, with the operator's settings as defaults."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

import logs
from interview.models import Family, Length, Patience, Persona, Track
from settings import Settings
from store.port import Store

from .voices import DEEPGRAM_VOICES, OpenAIVoice

log = logs.get(__name__)

Hearing = Literal["embedded", "openai", "deepgram", "assemblyai"]
Speaking = Literal["embedded", "openai", "deepgram"]
Interviewer = Literal["model", "offline"]


def _deepgram_voice(value: str) -> str:
    if value and value not in DEEPGRAM_VOICES:
        raise ValueError("no voice of Deepgram's")
    return value


def _empty_is_none(value: object) -> object:
    return None if isinstance(value, str) and not value.strip() else value


class Preferences(BaseModel):
    """One owner's choices.

    Attributes:
        hearing: who turns speech into text.
        speaking: who turns text into speech.
        voice: the interviewer's voice at OpenAI, empty for its usual one; this box has one voice only.
        deepgram_voice: the same at Deepgram.
        deepgram_model: what recognises speech there.
        speed: 1.0 is ordinary.
        cap_usd: what one interview may cost in US dollars, by list prices; None: no limit.
        interviewer: who words the questions; a model only where there is a key for one.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    hearing: Hearing = "embedded"
    speaking: Speaking = "embedded"
    voice: OpenAIVoice = ""
    deepgram_voice: Annotated[str, AfterValidator(_deepgram_voice)] = ""
    deepgram_model: Literal["nova-3", "nova-2"] = "nova-3"
    speed: float = Field(1.0, ge=0.5, le=2.0, allow_inf_nan=False)
    interviewer: Interviewer = "model"
    model: str = Field("gpt-4o-mini", min_length=1, max_length=120)
    temperature: float = Field(0.7, ge=0.0, le=2.0, allow_inf_nan=False)
    language: str = Field("en", pattern="^[a-z]{2}$")
    patience: Patience = Patience.NORMAL
    track: Track = Track.BEHAVIORAL
    persona: Persona = Persona.NEUTRAL
    family: Family = Family.GENERAL
    length: Length = Length.STANDARD
    cap_usd: Annotated[
        Annotated[float, Field(gt=0, le=1000, allow_inf_nan=False)] | None, BeforeValidator(_empty_is_none)
    ] = None


def defaults(
    settings: Settings, *, speech: tuple[Hearing, Speaking] = ("embedded", "embedded")
) -> Preferences:
    """What an owner has who hasn't chosen anything.

    Args:
        speech: who hears and who speaks then.
    """
    hearing, speaking = speech
    return Preferences(
        hearing=hearing,
        speaking=speaking,
        speed=settings.tts_speed,
        model=settings.llm_model,
        temperature=settings.llm_temperature,
        language=settings.interview_language,
        patience=settings.default_patience,
        family=settings.default_family,
        length=settings.default_length,
    )


def load(
    settings: Settings,
    store: Store,
    owner_id: str,
    *,
    speech: tuple[Hearing, Speaking] = ("embedded", "embedded"),
) -> Preferences:
    """The owner's preferences; one that isn't legal any more counts as not chosen.

    Args:
        speech: see :func:`defaults`.

    Raises:
        StoreError: they can't be read.
    """
    usual = defaults(settings, speech=speech).model_dump()
    chosen = _with_todays_names(store.preferences(owner_id))
    while True:
        try:
            return Preferences.model_validate(usual | chosen)
        except ValidationError as error:
            bad = {str(problem["loc"][0]) for problem in error.errors()} & chosen.keys()
            if not bad:
                raise
            log.info("stored preferences are not legal any more", fields=sorted(bad))
            chosen = {name: value for name, value in chosen.items() if name not in bad}


def _with_todays_names(chosen: Mapping[str, Any]) -> dict[str, Any]:
    """Preferences stored before there were kinds of interview name their family ``track``."""
    if chosen.get("track") not in set(Family):
        return dict(chosen)
    rest = {name: value for name, value in chosen.items() if name != "track"}
    return {"family": chosen["track"]} | rest
