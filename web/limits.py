"""How often one address or one owner may do something; what is over the limit waits.

Counted in this process, which is the only web process. The limits are settings, written like
``20 per hour``; several are put between semicolons, and all of them hold.
"""

from __future__ import annotations

import ipaddress
import math
import time
from collections.abc import Callable
from http import HTTPStatus

from flask import Flask, request
from flask_limiter import ApplicationLimit, Limiter, RequestLimit, RouteLimit
from limits import parse_many

from auth_helpers import owner
from errors import AppError
from settings import Settings

from . import health, worker_api
from .services import services

_UNITS = (("hour", 3600), ("minute", 60), ("second", 1))
_SENTENCES = {
    "limit_requests": "You asked for pages more often than one address may.",
    "limit_sign_ins": "There were many sign-ins from your address in a short while.",
    "limit_uploads": "You have uploaded as many files as one person may for now.",
    "limit_interviews": "You have set up as many interviews as one person may for now.",
    "limit_starts": "You have started as many interviews as one person may for now.",
    "limit_hearing_checks": "You have checked your microphone as often as one person may for now.",
    "limit_key_tests": "You have tested keys as often as one person may for now.",
    "limit_exports": "You have downloaded everything as often as one person may for now.",
}


def _duration(seconds: int) -> str:
    """Rounded up, as a person would say it."""
    unit, length = next((unit, length) for unit, length in _UNITS if seconds > length or unit == "second")
    count = math.ceil(seconds / length)
    return f"{count} {unit}{'' if count == 1 else 's'}"


class TooOftenError(AppError):
    """A limit is reached.

    Args:
        setting: the name of the limit.
        retry_after_s: seconds until there is room again.
    """

    status = HTTPStatus.TOO_MANY_REQUESTS
    label = "too_many_requests"

    def __init__(self, setting: str, retry_after_s: int) -> None:
        self.retry_after_s = retry_after_s
        super().__init__(
            f"{_SENTENCES[setting]} Try again in {_duration(retry_after_s)}.", log=f"{setting} is reached"
        )


class LimitSettingError(AppError):
    """A limit can't be read; the start is refused."""

    label = "bad_limit"


def address() -> str:
    """Whom a request is counted for: an IPv4 address, or the network an IPv6 one lies in.

    Who has one IPv6 address has all of its /64.
    """
    try:
        found = ipaddress.ip_address(request.remote_addr or "")
    except ValueError:  # a Unix socket has none
        return "nowhere"
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped:
            return str(found.ipv4_mapped)
        return str(ipaddress.ip_network((found, 64), strict=False))
    return str(found)


def _setting(name: str) -> Callable[[], str]:
    return lambda: str(getattr(services().settings, name))


def _refuse(name: str) -> Callable[[RequestLimit], None]:
    def refuse(reached: RequestLimit) -> None:
        raise TooOftenError(name, max(1, math.ceil(reached.window.reset_time - time.time())))

    return refuse


def _anywhere() -> str:
    """What a request asks for; an address without a page counts as well."""
    return request.endpoint or "nowhere"


limiter = Limiter(
    address,
    application_limits=[
        ApplicationLimit(
            _setting("limit_requests"), scope="limit_requests", on_breach=_refuse("limit_requests")
        )
    ],
    storage_uri="memory://",
    strategy="fixed-window",
    request_identifier=_anywhere,
)
limiter.exempt(health.blueprint)
limiter.exempt(worker_api.blueprint)  # a worker posts as often as people speak


def per_address(name: str) -> RouteLimit:
    """A decorator: one address may ask for these views, together, as often as this setting says.

    Args:
        name: the setting, e.g. ``limit_sign_ins``.
    """
    return limiter.shared_limit(_setting(name), scope=name, on_breach=_refuse(name))


def per_owner(name: str) -> RouteLimit:
    """A decorator below ``login_required``: one owner may ask for these views as often as this setting says.

    Args:
        name: the setting, e.g. ``limit_uploads``.
    """
    return limiter.shared_limit(
        _setting(name), scope=name, key_func=lambda: owner().id, on_breach=_refuse(name)
    )


def count_start(settings: Settings, owner_id: str) -> None:
    """Count an interview that is about to be started; going on with one that runs costs nothing.

    Raises:
        TooOftenError: this owner has started as many as they may.
    """
    _count("limit_starts", settings.limit_starts, owner_id)


def count_interview(settings: Settings, owner_id: str) -> None:
    """Count an interview that is about to be made; a form with mistakes costs nothing.

    Raises:
        TooOftenError: this owner has made as many as they may.
    """
    _count("limit_interviews", settings.limit_interviews, owner_id)


def count_upload(settings: Settings, owner_id: str) -> None:
    """Count a file that is about to be read; a form that comes without one costs nothing.

    Raises:
        TooOftenError: this owner has uploaded as many as they may.
    """
    _count("limit_uploads", settings.limit_uploads, owner_id)


def _count(name: str, value: str, owner_id: str) -> None:
    for limit in parse_many(value):
        if not limiter.limiter.hit(limit, owner_id, name):
            _refuse(name)(RequestLimit(limiter, limit, [owner_id, name], True, True))


def _check(settings: Settings) -> None:
    for name in _SENTENCES:
        try:
            parse_many(getattr(settings, name))
        except ValueError:
            raise LimitSettingError(
                f"{name.upper()} can't be read. Write it like “20 per hour”, with second, minute, hour or "
                "day, in .env, then start MockFlow again.",
                log="a limit can't be read",
            ) from None


def init_app(app: Flask, settings: Settings) -> None:
    """Count requests from now on.

    Raises:
        LimitSettingError: a limit can't be read.
    """
    _check(settings)
    limiter.init_app(app)
