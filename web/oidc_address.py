"""The address a provider sends a browser back to."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import request, url_for

from errors import AppError

from .loopback import is_loopback
from .services import services


class NoAddressError(AppError):
    """It isn't known how browsers reach this box."""

    label = "public_url_missing"
    default_message = (
        "Signing in works here once PUBLIC_URL is set to the address in your browser’s bar. "
        "Tell whoever runs MockFlow here."
    )


def callback_address() -> str:
    """Under PUBLIC_URL when it is set, else at the loopback address this request came to.

    Raises:
        NoAddressError: neither.
    """
    public = services().settings.public_url.rstrip("/")
    if public:
        return public + url_for("oidc.callback")
    if is_loopback(urlsplit(request.host_url).hostname):
        return url_for("oidc.callback", _external=True)
    raise NoAddressError(log="no PUBLIC_URL and no loopback host")


def oidc_open() -> bool:
    """Whether the page that asks may be offered the provider."""
    if not services().settings.oidc_client_id:
        return False
    try:
        callback_address()
    except NoAddressError:
        return False
    return True
