"""The set-up form: what was typed, checked field by field, and kept when something is wrong."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from interview.models import Brief, Length, Level, Persona, Track
from interview.stages import minutes as most_minutes
from settings import Settings
from workers.stages import rules

from . import labels

FIELDS = (
    "role",
    "company",
    "track",
    "level",
    "family",
    "length",
    "persona",
    "language",
    "patience",
    "candidate_name",
    "candidate_email",
    "resume_text",
    "job_description",
)
BENCHMARK = "benchmark"
DRILL = "drill_stage"  # the one part that is practised; empty: the whole interview
PICKS = ("resume_id", "job_description_id")  # documents of the library
_LONG_FIELDS = frozenset({"resume_text", "job_description"})
_CHOICES = frozenset({"track", "level", "family", "length", "persona", "language", "patience"})
_EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")
_CHOOSE = "Choose one of the options."
_KEPT_CONTROLS = frozenset("\n\t")


@dataclass(frozen=True)
class Checked:
    """A form's outcome: ``brief`` is None when ``errors`` says why."""

    values: dict[str, str]
    errors: dict[str, str]
    brief: Brief | None


def clean(text: str, *, one_line: bool) -> str:
    """The text without control characters, with plain line ends, trimmed."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = "".join(
        letter
        for letter in text
        if letter in _KEPT_CONTROLS or unicodedata.category(letter) not in ("Cc", "Cs")
    )
    return " ".join(kept.split()) if one_line else kept.strip()


def fresh_values(settings: Settings) -> dict[str, str]:
    """What an untouched form holds for an owner without preferences or interviews."""
    defaults = dict.fromkeys((*FIELDS, DRILL, BENCHMARK, *PICKS), "")
    return defaults | {
        "track": Track.BEHAVIORAL.value,
        "persona": Persona.NEUTRAL.value,
        "language": settings.interview_language,
        "level": Level.MID.value,
        "family": settings.default_family.value,
        "length": settings.default_length.value,
        "patience": settings.default_patience.value,
    }


def check(
    form: Mapping[str, str],
    settings: Settings,
    *,
    read: Mapping[str, str] | None = None,
    refused: Mapping[str, str] | None = None,
) -> Checked:
    """Check a posted form.

    Args:
        read: texts of documents by the text field each belongs to; it goes before what was typed there.
        refused: by field, why a document can't be used.
    """
    values = fresh_values(settings)
    for name in (*FIELDS, DRILL, *PICKS):
        given = clean(form.get(name, ""), one_line=name not in _LONG_FIELDS)
        if given or name not in _CHOICES:
            values[name] = given
    errors: dict[str, str] = dict(refused or {})
    if values["candidate_email"] and not _EMAIL.fullmatch(values["candidate_email"]):
        errors["candidate_email"] = "Write the address like name@example.org, or leave this empty."
    if values["track"] not in set(Track):  # a brief takes an old name of another field here
        errors["track"] = _CHOOSE
    if values[DRILL] and values[DRILL] not in labels.PARTS:
        errors[DRILL] = _CHOOSE
    wanted: dict[str, Any] = {name: values[name] for name in FIELDS}
    if values[DRILL] and DRILL not in errors:
        wanted["drill"] = {"stage": values[DRILL]}
    values[BENCHMARK] = "1" if form.get(BENCHMARK) == "1" else ""
    wanted["benchmark"] = bool(values[BENCHMARK]) and "drill" not in wanted
    for name, text in (read or {}).items():
        wanted[name] = f"{text}\n\n{values[name]}".strip()
    brief = None
    try:
        brief = Brief.model_validate(wanted)
    except ValidationError as problems:
        for problem in problems.errors():
            name = str(problem["loc"][0])
            errors.setdefault(name, _sentence(name, problem["type"], problem.get("ctx", {})))
    return Checked(values, errors, None if errors else brief)


def _sentence(name: str, kind: str, context: Mapping[str, Any]) -> str:
    """What to do about one field."""
    if name == "role" and kind == "string_too_short":
        return "Name the role you are practising for, for example “Backend engineer”."
    if kind == "string_too_long":
        return f"This is too long. Keep it to {context['max_length']:,} characters."
    if name in _CHOICES:
        return _CHOOSE
    return "This can’t be read. Write it again."


def _options(words: Mapping[Any, str]) -> list[dict[str, str]]:
    return [{"value": key.value, "label": label} for key, label in words.items()]


def minutes(settings: Settings, brief: Brief) -> int:
    """How long the interview this brief asks for lasts at most, in minutes."""
    return most_minutes(rules(settings, brief))


def minutes_by_kind(settings: Settings) -> dict[str, dict[str, int]]:
    """By kind of interview and length, how long it lasts at most, in minutes."""
    return {
        track.value: {
            length.value: minutes(settings, Brief(role="any", track=track, length=length))
            for length in Length
        }
        for track in Track
    }


def choices(settings: Settings, track: str) -> dict[str, Any]:
    """The options of every field that has some, for the template.

    Args:
        track: the kind of interview that is chosen; the minutes beside the lengths are its.
    """
    table = minutes_by_kind(settings)
    of_track = table.get(track, table[Track.BEHAVIORAL.value])
    return {
        "tracks": [
            {"value": key.value, "label": label, "note": labels.TRACK_NOTES[key]}
            for key, label in labels.TRACKS.items()
        ],
        "families": _options(labels.FAMILIES),
        "levels": _options(labels.LEVELS),
        "lengths": [
            {"value": key.value, "label": label, "minutes": of_track[key.value]}
            for key, label in labels.LENGTHS.items()
        ],
        "minutes_by_kind": table,
        "personas": _options(labels.PERSONAS),
        "patiences": _options(labels.PATIENCES),
        "parts": [{"value": "", "label": "The whole interview"}]
        + [{"value": name, "label": label} for name, label in labels.PARTS.items()],
        "sets": [
            {"value": "", "label": "Chosen for this job"},
            {"value": "1", "label": "Benchmark: the same each time"},
        ],
        "max_upload_mb": settings.max_upload_bytes // (1024 * 1024),
    }
