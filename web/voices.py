"""The voices an owner may choose from, and the one that speaks a language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, get_args

OpenAIVoice = Literal[
    "", "alloy", "ash", "ballad", "coral", "echo", "fable", "nova", "onyx", "sage", "shimmer", "verse"
]
OPENAI_VOICES: tuple[OpenAIVoice, ...] = get_args(OpenAIVoice)
OPENAI_USUAL: OpenAIVoice = "ash"

DEEPGRAM_USUAL: Mapping[str, str] = {
    "en": "thalia",
    "es": "celeste",
    "de": "viktoria",
    "fr": "agathe",
    "nl": "rhea",
    "it": "livia",
    "ja": "izanami",
}
"""The voice of Aura-2 for who chose no other, by language."""
_ENGLISH = (
    "amalthea andromeda apollo arcas aries asteria athena atlas aurora callista cora cordelia delia draco "
    "electra harmonia helena hera hermes hyperion iris janus juno jupiter luna mars minerva neptune odysseus "
    "ophelia orion orpheus pandora phoebe pluto saturn selene thalia theia vesta zeus"
)
_SPANISH = "alvaro aquila carina celeste diana estrella javier nestor selena sirio"
DEEPGRAM_VOICES: tuple[str, ...] = (
    *(f"aura-2-{name}-en" for name in _ENGLISH.split()),
    *(f"aura-2-{name}-es" for name in _SPANISH.split()),
)
SLOWEST_AT_DEEPGRAM, FASTEST_AT_DEEPGRAM = 0.7, 1.5


def deepgram_voice(chosen: str, language: str) -> str:
    """The Aura-2 voice that speaks ``language``: the chosen one if it is of that language."""
    if chosen.endswith(f"-{language}"):
        return chosen
    return f"aura-2-{DEEPGRAM_USUAL.get(language, DEEPGRAM_USUAL['en'])}-{language}"


def deepgram_speed(speed: float, language: str) -> float:
    """The speed Deepgram can give: within its limits, and the ordinary one where it takes none."""
    if language not in ("en", "es"):
        return 1.0
    return min(max(speed, SLOWEST_AT_DEEPGRAM), FASTEST_AT_DEEPGRAM)


def deepgram_label(voice: str) -> str:
    """``aura-2-celeste-es`` as a person reads it."""
    _, _, name, language = voice.split("-")
    return f"{name.title()} (Spanish)" if language == "es" else name.title()
