"""The way out to addresses that people type in: public ones only, checked where they are dialled.

Operators reach their own servers inside a network by settings, which don't pass through here.
"""

from __future__ import annotations

from .errors import AddressRefusedError, AnswerRefusedError
from .guard import PUBLIC, Guard
from .http import client
from .http_async import async_client
from .livekit import livekit_host_problem
from .livekit_session import livekit_session
from .session import session
from .urls import base_url_problem

__all__ = [
    "PUBLIC",
    "AddressRefusedError",
    "AnswerRefusedError",
    "Guard",
    "async_client",
    "base_url_problem",
    "client",
    "livekit_host_problem",
    "livekit_session",
    "session",
]
