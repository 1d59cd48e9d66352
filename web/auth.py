"""Signing in and out. Local sign-in opens for the computer MockFlow runs on, and nobody else."""

from __future__ import annotations

import ipaddress
from http import HTTPStatus
from urllib.parse import urlsplit

from flask import Blueprint, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from auth_helpers import SIGN_IN, current_user, login_required
from errors import ForbiddenError

from .services import services

blueprint = Blueprint("auth", __name__)

LOCAL_SUBJECT = "local"
_PROXY_HEADERS = frozenset({"forwarded", "via", "x-real-ip"})


def _is_loopback(name: str | None) -> bool:
    if name == "localhost":
        return True
    try:
        return ipaddress.ip_address((name or "").strip("[]")).is_loopback
    except ValueError:
        return False


def _came_through_a_proxy() -> bool:
    """Proxies name themselves in headers; nginx's bare ``proxy_pass`` doesn't, but speaks HTTP/1.0."""
    names = {name.lower() for name in request.headers.keys()}  # noqa: SIM118 - a header list isn't a dict
    return (
        bool(names & _PROXY_HEADERS)
        or any(name.startswith("x-forwarded-") for name in names)
        or request.environ.get("SERVER_PROTOCOL") != "HTTP/1.1"
    )


def local_sign_in_open() -> bool:
    """Whether the page that asks may be offered local sign-in.

    It has its own setting, and the peer and the Host must both be loopback. A proxy in front that
    shows itself, or PUBLIC_URL naming another host, closes it.
    """
    settings = services().settings
    public_host = urlsplit(settings.public_url).hostname
    return (
        settings.local_sign_in
        and (public_host is None or _is_loopback(public_host))
        and _is_loopback(request.remote_addr)
        and _is_loopback(urlsplit(f"//{request.host}").hostname)
        and not _came_through_a_proxy()
    )


def _from_a_page_here() -> bool:
    """Whether the browser's bar shows the loopback address this request came to.

    A browser sends Origin with every POST, and no page can forge it: behind a proxy that hides
    itself it names the proxy's public address.
    """
    try:
        origin = urlsplit(request.headers.get("Origin", ""))
    except ValueError:
        return False
    return _is_loopback(origin.hostname) and origin.netloc == request.host


@blueprint.get("/sign-in")
def sign_in() -> str | Response:
    """The sign-in page; the dashboard for who is signed in."""
    if current_user() is not None:
        return redirect(url_for("pages.dashboard"), HTTPStatus.SEE_OTHER)
    return render_template(
        "auth/sign_in.html",
        local_sign_in=local_sign_in_open(),
        switched_off=not services().settings.local_sign_in,
    )


@blueprint.post("/sign-in/local")
def sign_in_local() -> Response:
    """Sign in as the person at this computer."""
    if not (local_sign_in_open() and _from_a_page_here()):
        raise ForbiddenError(
            "Signing in without an account works only on the computer MockFlow runs on. Open it there.",
            log="local sign-in refused",
        )
    store = services().store
    user = store.upsert_user(subject=LOCAL_SUBJECT, name="You", email="")
    session.clear()
    session.permanent = True
    session[SIGN_IN] = store.create_sign_in(user.id)
    return redirect(url_for("pages.dashboard"), HTTPStatus.SEE_OTHER)


@blueprint.post("/sign-out")
@login_required
def sign_out() -> Response:
    """End the server's record, so that a copied cookie is worthless too."""
    services().store.end_sign_in(session.pop(SIGN_IN))
    session.clear()
    return redirect(url_for("auth.sign_in"), HTTPStatus.SEE_OTHER)
