"""What an owner likes: kept with the account, with the operator's settings as defaults."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

import logs
from interview.models import Length, Patience, Track
from settings import Settings
from store.port import Store

log = logs.get(__name__)

Speech = Literal["embedded", "openai"]


class Preferences(BaseModel):
    """One owner's choices.

    Attributes:
        hearing: who turns speech into text.
        speaking: who turns text into speech.
        voice: the interviewer's voice at ``speaking``; empty means its usual one.
        speed: 1.0 is ordinary.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    hearing: Speech = "embedded"
    speaking: Speech = "embedded"
    voice: str = Field("", max_length=60)
    speed: float = Field(1.0, ge=0.5, le=2.0)
    model: str = Field("gpt-4o-mini", min_length=1, max_length=120)
    temperature: float = Field(0.7, ge=0.0, le=2.0)
    language: str = Field("en", pattern="^[a-z]{2}$")
    patience: Patience = Patience.NORMAL
    track: Track = Track.GENERAL
    length: Length = Length.STANDARD


def defaults(settings: Settings) -> Preferences:
    """What an owner has who hasn't chosen anything."""
    return Preferences(
        speed=settings.tts_speed,
        model=settings.llm_model,
        temperature=settings.llm_temperature,
        language=settings.interview_language,
        patience=settings.default_patience,
        track=settings.default_track,
        length=settings.default_length,
    )


def load(settings: Settings, store: Store, owner_id: str) -> Preferences:
    """The owner's preferences; one that isn't legal any more counts as not chosen.

    Raises:
        StoreError: they can't be read.
    """
    usual, chosen = defaults(settings).model_dump(), dict(store.preferences(owner_id))
    while True:
        try:
            return Preferences.model_validate(usual | chosen)
        except ValidationError as error:
            bad = {str(problem["loc"][0]) for problem in error.errors()} & chosen.keys()
            if not bad:
                raise
            log.info("stored preferences are not legal any more", fields=sorted(bad))
            chosen = {name: value for name, value in chosen.items() if name not in bad}
