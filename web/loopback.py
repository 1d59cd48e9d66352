"""Whether a name or an address means this computer."""

from __future__ import annotations

import ipaddress


def is_loopback(name: str | None) -> bool:
    """Whether a host, with or without brackets, is ``localhost`` or a loopback address."""
    if name == "localhost":
        return True
    try:
        return ipaddress.ip_address((name or "").strip("[]")).is_loopback
    except ValueError:
        return False
