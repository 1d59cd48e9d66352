"""The form of preferences: its choices, what was typed, and what to do about a mistake."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from . import labels
from .forms import clean
from .languages import LANGUAGES, TITLES
from .preferences import Preferences
from .voices import DEEPGRAM_VOICES, OPENAI_VOICES, deepgram_label

_SENTENCES = {
    "speed": "Enter a number from 0.5 to 2, such as 1.1.",
    "temperature": "Enter a number from 0 to 2, such as 0.7.",
    "cap_usd": "Enter an amount of US dollars above 0, such as 0.50, or leave this empty.",
    "model": "Enter the model’s name as its provider writes it, in at most 120 characters.",
}
_CHOOSE = "Choose one of the options."
_NOT_HERE = "MockFlow has no speech of its own here. Choose a provider whose key you have."


@dataclass(frozen=True)
class Checked:
    """A form's outcome: ``preferences`` is None when ``errors`` says why."""

    values: Mapping[str, Any]
    errors: Mapping[str, str]
    preferences: Preferences | None


def check(form: Mapping[str, str], present: Preferences, *, speech_here: bool) -> Checked:
    """Check a posted form.

    Args:
        present: what holds for fields that the form doesn't have.
        speech_here: whether a speech server of this box's is there for the owner.
    """
    typed = {name: clean(form[name], one_line=True) for name in Preferences.model_fields if name in form}
    values = present.model_dump(mode="json") | typed
    errors: dict[str, str] = {}
    if not speech_here:
        errors = {name: _NOT_HERE for name in ("hearing", "speaking") if values[name] == "embedded"}
    if values["language"] not in languages(present):
        errors["language"] = _CHOOSE
    preferences = None
    try:
        preferences = Preferences.model_validate(values)
    except ValidationError as problems:
        for problem in problems.errors():
            name = str(problem["loc"][0])
            errors.setdefault(name, _SENTENCES.get(name, _CHOOSE))
    return Checked(values, errors, None if errors else preferences)


def languages(present: Preferences) -> dict[str, str]:
    """Those offered, by their own names, and the present one."""
    offered = {code: own_name for code, (_, own_name) in LANGUAGES.items()}
    return {present.language: present.language} | offered


def choices(present: Preferences, *, speech_here: bool) -> dict[str, list[dict[str, str]]]:
    """The options of every field that has some, for the template."""
    here = ("embedded",) if speech_here else ()
    return {
        "hearings": _options({one: TITLES[one] for one in (*here, "openai", "deepgram", "assemblyai")}),
        "speakings": _options({one: TITLES[one] for one in (*here, "openai", "deepgram")}),
        "voices": _options({voice: voice.title() or "Usual" for voice in OPENAI_VOICES}),
        "deepgram_voices": _options(
            {"": "Usual"} | {voice: deepgram_label(voice) for voice in DEEPGRAM_VOICES}
        ),
        "deepgram_models": _options({"nova-3": "Nova-3", "nova-2": "Nova-2"}),
        "interviewers": _options(labels.INTERVIEWERS),
        "languages": _options(languages(present)),
        "patiences": _options({key.value: label for key, label in labels.PATIENCES.items()}),
        "tracks": _options({key.value: label for key, label in labels.TRACKS.items()}),
        "personas": _options({key.value: label for key, label in labels.PERSONAS.items()}),
        "families": _options({key.value: label for key, label in labels.FAMILIES.items()}),
        "lengths": _options({key.value: label for key, label in labels.LENGTHS.items()}),
    }


def _options(words: Mapping[str, str]) -> list[dict[str, str]]:
    return [{"value": value, "label": label} for value, label in words.items()]
