"""What an owner likes: kept with the account, with the operator's settings as defaults."""

from __future__ import annotations

from typing import Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationError

import logs
from interview.models import Family, Length, Patience
from settings import Settings
from store.port import Store

log = logs.get(__name__)

Speech = Literal["embedded", "openai"]
Voice = Literal[
    "", "alloy", "ash", "ballad", "coral", "echo", "fable", "nova", "onyx", "sage", "shimmer", "verse"
]
VOICES: tuple[Voice, ...] = get_args(Voice)


class Preferences(BaseModel):
    """One owner's choices.

    Attributes:
        hearing: who turns speech into text.
        speaking: who turns text into speech.
        voice: the interviewer's voice at OpenAI, empty for its usual one; this box has one voice only.
        speed: 1.0 is ordinary.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    hearing: Speech = "embedded"
    speaking: Speech = "embedded"
    voice: Voice = ""
    speed: float = Field(1.0, ge=0.5, le=2.0, allow_inf_nan=False)
    model: str = Field("gpt-4o-mini", min_length=1, max_length=120)
    temperature: float = Field(0.7, ge=0.0, le=2.0, allow_inf_nan=False)
    language: str = Field("en", pattern="^[a-z]{2}$")
    patience: Patience = Patience.NORMAL
    family: Family = Family.GENERAL
    length: Length = Length.STANDARD


def defaults(settings: Settings, *, speech_here: bool = True) -> Preferences:
    """What an owner has who hasn't chosen anything.

    Args:
        speech_here: whether a speech server of this box's is there for the owner; without one it is
            OpenAI that hears and speaks.
    """
    who: Speech = "embedded" if speech_here else "openai"
    return Preferences(
        hearing=who,
        speaking=who,
        speed=settings.tts_speed,
        model=settings.llm_model,
        temperature=settings.llm_temperature,
        language=settings.interview_language,
        patience=settings.default_patience,
        family=settings.default_family,
        length=settings.default_length,
    )


def load(settings: Settings, store: Store, owner_id: str, *, speech_here: bool = True) -> Preferences:
    """The owner's preferences; one that isn't legal any more counts as not chosen.

    Args:
        speech_here: see :func:`defaults`.

    Raises:
        StoreError: they can't be read.
    """
    usual = defaults(settings, speech_here=speech_here).model_dump()
    chosen = dict(store.preferences(owner_id))
    while True:
        try:
            return Preferences.model_validate(usual | chosen)
        except ValidationError as error:
            bad = {str(problem["loc"][0]) for problem in error.errors()} & chosen.keys()
            if not bad:
                raise
            log.info("stored preferences are not legal any more", fields=sorted(bad))
            chosen = {name: value for name, value in chosen.items() if name not in bad}
