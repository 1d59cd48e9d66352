"""What is taken over from a provider: a few fields of its discovery document, and who signed in."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from .loopback import is_loopback

_ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")
_SIGNATURES = (  # asymmetric alone: a secret that signs could be guessed from an answer
    *("RS256", "RS384", "RS512"),
    *("PS256", "PS384", "PS512"),
    *("ES256", "ES384", "ES512"),
)
_BY_HEADER, _BY_FORM = "client_secret_basic", "client_secret_post"
LONGEST_SUBJECT, LONGEST_NAME, LONGEST_EMAIL = 255, 120, 254


@dataclass(frozen=True)
class Identity:
    """Who signed in. ``subject`` is ``issuer|sub``; name and e-mail may be empty."""

    subject: str
    name: str
    email: str


def usable_metadata(document: Any, issuer: str, *, has_secret: bool) -> dict[str, Any]:
    """The fields of a discovery document that are used, and how to authenticate there.

    Args:
        document: as it was read.
        issuer: that was asked for, with or without a final slash.
        has_secret: whether we have a client secret.

    Raises:
        ValueError: it is another issuer's, or names an address or a signature we don't use.
    """
    if not isinstance(document, dict):
        raise TypeError("not an object")
    named = document.get("issuer")
    if not isinstance(named, str) or named.rstrip("/") != issuer.rstrip("/"):
        raise ValueError("another issuer")
    known: dict[str, Any] = {"issuer": named}
    for field in _ENDPOINTS:
        address = document.get(field)
        if not isinstance(address, str) or not _may_be_called(address, issuer):
            raise ValueError("an address that may not be called")
        known[field] = address
    offered = document.get("id_token_signing_alg_values_supported", ["RS256"])
    usable = [name for name in _SIGNATURES if name in offered]
    if not usable:
        raise ValueError("no asymmetric signature")
    known["id_token_signing_alg_values_supported"] = usable
    methods = document.get("token_endpoint_auth_methods_supported", [_BY_HEADER])
    if has_secret and _BY_HEADER not in methods and _BY_FORM in methods:
        known["token_endpoint_auth_method"] = _BY_FORM
    return known


def _may_be_called(address: str, issuer: str) -> bool:
    """Whether it is https, or http on this computer for an issuer on this computer."""
    parts, home = urlsplit(address), urlsplit(issuer)
    if parts.scheme == "https":
        return bool(parts.hostname)
    return (
        parts.scheme == home.scheme == "http" and is_loopback(parts.hostname) and is_loopback(home.hostname)
    )


def identity(issuer: str, claims: Mapping[str, Any]) -> Identity:
    """The identity in a verified ID token.

    Raises:
        ValueError: its ``sub`` is no subject as the standard describes one.
    """
    sub = claims.get("sub")
    if not isinstance(sub, str) or not 0 < len(sub) <= LONGEST_SUBJECT or not sub.isascii():
        raise ValueError("no usable sub")
    return Identity(f"{issuer}|{sub}", _name(claims), _email(claims))


def _name(claims: Mapping[str, Any]) -> str:
    for field in ("name", "given_name", "preferred_username"):
        value = claims.get(field)
        if isinstance(value, str) and (name := _clean(value, LONGEST_NAME)):
            return name
    return ""


def _email(claims: Mapping[str, Any]) -> str:
    """The e-mail address, if the provider has verified it."""
    value = claims.get("email")
    if claims.get("email_verified") is not True or not isinstance(value, str):
        return ""
    email = _clean(value, LONGEST_EMAIL + 1)
    return (
        email if email == value and len(email) <= LONGEST_EMAIL and "@" in email and " " not in email else ""
    )


def _clean(text: str, longest: int) -> str:
    """One line of visible text: control, format and private characters become blanks."""
    visible = "".join(" " if unicodedata.category(char)[0] in "CZ" else char for char in text[: 8 * longest])
    return " ".join(unicodedata.normalize("NFC", visible).split())[:longest].rstrip()
