"""The signature on what is posted to the operator: HMAC-SHA256 over the time and the body."""

from __future__ import annotations

import hashlib
import hmac

from pydantic import SecretStr

TIME_HEADER = "X-MockFlow-Timestamp"
SIGNATURE_HEADER = "X-MockFlow-Signature"


def signature(secret: SecretStr, body: bytes, at_s: int) -> str:
    """``sha256=`` and the hex HMAC of ``<at_s>.<body>``; ``at_s`` is in seconds since the epoch."""
    signed = f"{at_s}.".encode() + body
    return "sha256=" + hmac.new(secret.get_secret_value().encode(), signed, hashlib.sha256).hexdigest()


def headers(secret: SecretStr, body: bytes, at_s: int) -> dict[str, str]:
    """What goes along with ``body``."""
    return {
        "Content-Type": "application/json",
        TIME_HEADER: str(at_s),
        SIGNATURE_HEADER: signature(secret, body, at_s),
    }
