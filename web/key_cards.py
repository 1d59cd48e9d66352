"""The cards of the keys page: what is stored, who pays now, and what the last press came to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from .keyring import Shown
from .places import ASSEMBLYAI_HOST, DEEPGRAM_HOST, Payer, Purpose, Use, Vendor, host
from .provider_keys import OPENAI_BASE_URL
from .providers import PROVIDERS, KeyField, Provider, provider

PURPOSES: Mapping[Purpose, str] = {
    "livekit": "The room",
    "hearing": "Hearing you",
    "voice": "The interviewer’s voice",
    "model": "The interviewer’s words",
}
PAYERS: Mapping[Payer, str] = {
    "own": "Your key pays.",
    "operator": "The operator pays.",
    "embedded": "Nothing to pay.",
}
HERE: Mapping[Purpose, str] = {
    "livekit": "This computer",
    "hearing": "MockFlow’s own speech",
    "voice": "MockFlow’s own speech",
    "model": "The offline interviewer",
}
_SPEECHLESS = "Missing: interviews can’t start until you enter an OpenAI or a Deepgram key."
MISSING: Mapping[Purpose, str] = {
    "livekit": "Missing: interviews can’t start until you enter a LiveKit key.",
    "hearing": _SPEECHLESS,
    "voice": _SPEECHLESS,
}
_OWN_HOSTS: Mapping[Vendor, tuple[str, ...]] = {
    "box": (),
    "livekit": (),
    "openai": (host(OPENAI_BASE_URL),),
    "deepgram": (DEEPGRAM_HOST,),
    "assemblyai": (ASSEMBLYAI_HOST,),
}
AGAIN = "This can’t be read any more. Enter this key again."


@dataclass(frozen=True)
class Pressed:
    """What came of the last press on the page, shown on its provider's card.

    Attributes:
        values: what was typed into fields that aren't secret.
        errors: by field; ``_form`` for the whole form.
        told: a sentence on what was done or found.
        ok: whether ``told`` is good news.
    """

    provider: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)
    told: str = ""
    ok: bool = True


def overview(uses: Mapping[Purpose, Use]) -> list[tuple[str, str]]:
    """By purpose, who serves it now and who pays for that."""
    return [(label, _said(purpose, uses[purpose])) for purpose, label in PURPOSES.items()]


def cards(
    stored: Mapping[str, Shown], uses: Mapping[Purpose, Use], pressed: Pressed | None = None
) -> list[dict[str, Any]]:
    """Every provider's card, as the template takes it."""
    pressed = pressed or Pressed()
    return [_card(each, stored, uses, pressed) for each in PROVIDERS]


def _card(
    provider: Provider, stored: Mapping[str, Shown], uses: Mapping[Purpose, Use], pressed: Pressed
) -> dict[str, Any]:
    rows = {name: stored[name] for name in provider.field_names if name in stored}
    mine = pressed if pressed.provider == provider.name else Pressed()
    unreadable = any(not row.readable for row in rows.values())
    used = any(use.vendor == provider.name and use.payer == "own" for use in uses.values())
    return {
        "provider": provider,
        "stored": bool(rows),
        "unreadable": unreadable,
        "rows": [_row(one, rows[one.name]) for one in provider.fields if one.name in rows],
        "saved_at": max((row.saved_at for row in rows.values()), default=None),
        "unused": bool(rows) and not used and not unreadable,
        "values": mine.values or {name: row.text for name, row in rows.items()},
        "errors": mine.errors,
        "told": mine.told,
        "ok": mine.ok,
    }


def _said(purpose: Purpose, use: Use) -> str:
    if use.payer == "missing":
        return MISSING[purpose]
    if use.vendor == "box" or use.payer == "embedded":
        who = HERE[purpose] if use.payer == "embedded" else f"The operator’s server, {use.host}"
    elif use.host in _OWN_HOSTS[use.vendor]:
        who = provider(use.vendor).title
    else:
        who = use.host
    named = f"{who}, {use.what}" if use.what and use.payer != "embedded" else who
    return f"{named}. {PAYERS[use.payer]}"


def _row(one: KeyField, row: Shown) -> tuple[str, str]:
    """A stored field's label, and what may be said of its value."""
    if not row.readable:
        return one.label, AGAIN
    if not one.secret:
        return one.label, row.text or "not set"
    return one.label, f"ends in {row.text}" if row.text else "saved"
