"""What was typed into a provider's form: cleaned, checked field by field, ready to be sealed."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import SecretStr

import outbound

from .keyring import Shown
from .providers import KeyField, Provider

LONGEST = 512
_QUOTES = "\"'`“”‘’"
_BEARER = "bearer "


@dataclass(frozen=True)
class Checked:
    """A form's outcome.

    Attributes:
        values: what was typed into fields that aren't secret, to be shown again.
        errors: by field, what to do about it; nothing is stored when there are any.
        fresh: by field, what is to be stored.
    """

    values: Mapping[str, str]
    errors: Mapping[str, str]
    fresh: Mapping[str, SecretStr]


def clean(text: str) -> str:
    """The text without what comes along when a key is copied: spaces, quotes, ``Bearer``."""
    while True:
        bare = text.strip().strip(_QUOTES)
        if bare[: len(_BEARER)].lower() == _BEARER:
            bare = bare[len(_BEARER) :]
        if bare == text:
            return bare
        text = bare


def check(
    provider: Provider, form: Mapping[str, str], stored: Mapping[str, Shown], *, allowed_hosts: str
) -> Checked:
    """Check a posted form against what is stored.

    Secrets left empty keep the stored ones, unless the address is another: a stored key is never
    sent to an address it wasn't entered for.

    Args:
        stored: what the owner has, of this provider or of all.
        allowed_hosts: the LIVEKIT_ALLOWED_HOSTS setting.
    """
    given = {field.name: clean(form.get(field.name, "")) for field in provider.fields}
    if provider.address:
        given[provider.address] = given[provider.address].rstrip("/")
    for field in provider.fields:
        given[field.name] = given[field.name] or field.instead
    errors = {field.name: problem for field in provider.fields if (problem := _problem(field, given))}
    if provider.address and provider.address not in errors:
        problem = _address_problem(provider.address, given[provider.address], allowed_hosts)
        errors |= {provider.address: problem} if problem else {}
    kept = not any(given[field.name] for field in provider.secrets)
    if kept:
        errors |= _not_keepable(provider, given, stored)
    else:
        errors |= _lacking(provider, given)
    return Checked(
        values={field.name: given[field.name] for field in provider.fields if not field.secret},
        errors=errors,
        fresh={
            field.name: SecretStr(given[field.name])
            for field in provider.fields
            if not (kept and field.secret)
        },
    )


def _problem(field: KeyField, given: Mapping[str, str]) -> str:
    """What is wrong with one field, whatever it is for."""
    text = given[field.name]
    if len(text) > LONGEST:
        return f"This is longer than {LONGEST} characters. Copy it once more, without anything around it."
    if any(unicodedata.category(letter) == "Cc" for letter in text):
        return "This holds a line break or a control character. Copy it once more."
    if field.secret and not (text.isascii() and text.isprintable() and " " not in text):
        return "This holds a space or a letter that no key has. Copy it once more."
    if field.required and not field.secret and not text:
        return f"Enter the {field.label[0].lower()}{field.label[1:]}."
    return ""


def _address_problem(name: str, address: str, allowed_hosts: str) -> str:
    if name == "livekit_url":
        return outbound.livekit_host_problem(address, allowed_hosts)
    return outbound.base_url_problem(address)


def _lacking(provider: Provider, given: Mapping[str, str]) -> dict[str, str]:
    """Secrets belong together: one that was entered wants the others."""
    return {
        field.name: f"Enter the {field.label} that belongs to it, too."
        for field in provider.secrets
        if not given[field.name]
    }


def _not_keepable(
    provider: Provider, given: Mapping[str, str], stored: Mapping[str, Shown]
) -> dict[str, str]:
    """Why the stored secrets can't stay as they are, by field; empty when they can."""
    rows = [stored.get(name) for name in provider.field_names]
    if any(row is not None and not row.readable for row in rows):
        reason = "What was stored can’t be read any more. Enter the {label} again."
    elif any(field.name not in stored for field in provider.secrets):
        reason = "Enter the {label}."
    elif provider.address and _differs(stored.get(provider.address), given[provider.address]):
        reason = "The address is another now. Enter the {label} for it: a stored one is never sent elsewhere."
    else:
        return {}
    return {field.name: reason.format(label=field.label) for field in provider.secrets}


def _differs(row: Shown | None, address: str) -> bool:
    return row is None or row.text.rstrip("/") != address
