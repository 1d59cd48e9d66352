"""Sign-ins that were begun and wait for the provider's answer.

What belongs to one (nonce, PKCE verifier, where to go) is kept here; the browser's cookie holds
only the names of the states it began. A restart forgets them, and the person begins again.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any

from authlib.integrations.flask_client import FlaskIntegration
from flask import session

NAME = "oidc"
STATE_LASTS_S = 600
TABS = 4  # sign-ins one browser may have begun at once; the cookie must stay small


class Waiting:
    """Values kept in memory until they are taken once; Authlib's cache interface.

    Args:
        now: seconds that never go back.
        most: how many are kept; the oldest make room.
    """

    def __init__(self, now: Callable[[], float] = time.monotonic, most: int = 10_000) -> None:
        self._now, self._most = now, most
        self._lock = threading.Lock()
        self._kept: dict[str, tuple[float, str]] = {}  # oldest first

    def set(self, key: str, value: str, expires_in: float) -> None:
        """Keep ``value`` for ``expires_in`` seconds."""
        with self._lock:
            now = self._now()
            while self._kept and (len(self._kept) >= self._most or next(iter(self._kept.values()))[0] <= now):
                del self._kept[next(iter(self._kept))]
            self._kept[key] = (now + expires_in, value)

    def get(self, key: str) -> str | None:
        """Take it: the same key gives None the next time."""
        with self._lock:
            ends, value = self._kept.pop(key, (0.0, None))
            return value if self._now() < ends else None

    def delete(self, key: str) -> None:
        """Forget it."""
        with self._lock:
            self._kept.pop(key, None)


class Begun(FlaskIntegration):  # type: ignore[misc] # Authlib ships no types
    """Authlib's hook for what is kept between leaving and coming back."""

    expires_in = STATE_LASTS_S

    def set_state_data(self, session: Any, state: str, data: dict[str, Any]) -> None:
        """Remember a begun sign-in of this browser; the oldest of many is forgotten."""
        self._clear_session_state(session)
        mine = begun_here()
        for key in sorted(mine, key=lambda key: float(mine[key]["exp"]))[: max(0, len(mine) - TABS + 1)]:
            session.pop(key)
        super().set_state_data(session, state, data)


def begun_here() -> dict[str, Any]:
    """What this browser's cookie holds of sign-ins that were begun in its tabs."""
    return {key: session[key] for key in session if key.startswith(f"_state_{NAME}_")}
