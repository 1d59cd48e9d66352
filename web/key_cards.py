"""The cards of the keys page: what is stored, who pays now, and what the last press came to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from .keyring import Shown
from .places import Payer, Purpose
from .providers import PROVIDERS, KeyField, Provider

PAYERS = {
    "own": "Your key pays.",
    "operator": "The operator’s key pays.",
    "embedded": "Nothing to pay: this computer does it.",
}
MISSING = {
    "livekit": "Missing: interviews can’t start until you enter a LiveKit key.",
    "hearing": "Missing: interviews can’t start until you enter an OpenAI key and choose it in Preferences.",
    "voice": "Missing: interviews can’t start until you enter an OpenAI key and choose it in Preferences.",
}
UNUSED = "Nothing is paid with it yet."
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


def cards(
    stored: Mapping[str, Shown], payers: Mapping[Purpose, Payer], pressed: Pressed | None = None
) -> list[dict[str, Any]]:
    """Every provider's card, as the template takes it."""
    pressed = pressed or Pressed()
    return [_card(each, stored, payers, pressed) for each in PROVIDERS]


def _card(
    provider: Provider, stored: Mapping[str, Shown], payers: Mapping[Purpose, Payer], pressed: Pressed
) -> dict[str, Any]:
    rows = {name: stored[name] for name in provider.field_names if name in stored}
    mine = pressed if pressed.provider == provider.name else Pressed()
    return {
        "provider": provider,
        "stored": bool(rows),
        "unreadable": any(not row.readable for row in rows.values()),
        "rows": [_row(one, rows[one.name]) for one in provider.fields if one.name in rows],
        "saved_at": max((row.saved_at for row in rows.values()), default=None),
        "payers": [(label, _payer(purpose, payers)) for purpose, label in provider.pays_for],
        "unused": "" if provider.pays_for else UNUSED,
        "values": mine.values or {name: row.text for name, row in rows.items()},
        "errors": mine.errors,
        "told": mine.told,
        "ok": mine.ok,
    }


def _row(one: KeyField, row: Shown) -> tuple[str, str]:
    """A stored field's label, and what may be said of its value."""
    if not row.readable:
        return one.label, AGAIN
    if not one.secret:
        return one.label, row.text or "not set"
    return one.label, f"ends in {row.text}" if row.text else "saved"


def _payer(purpose: Purpose, payers: Mapping[Purpose, Payer]) -> str:
    payer = payers[purpose]
    return MISSING[purpose] if payer == "missing" else PAYERS[payer]
