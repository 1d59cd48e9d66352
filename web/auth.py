"""Signing in and out. Local sign-in opens for the computer MockFlow runs on, and nobody else."""

from __future__ import annotations

from http import HTTPStatus
from urllib.parse import urlsplit

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from auth_helpers import begin_sign_in, current_user, end_sign_in, login_required
from errors import ForbiddenError
from store.rows import LOCAL_SUBJECT

from .limits import per_address
from .loopback import is_loopback
from .next_page import PARAMETER, safe_path
from .oidc_address import oidc_open
from .services import services

blueprint = Blueprint("auth", __name__)

_PROXY_HEADERS = frozenset({"forwarded", "via", "x-real-ip"})


def _came_through_a_proxy() -> bool:
    """Proxies name themselves in headers; nginx's bare ``proxy_pass`` doesn't, but speaks HTTP/1.0."""
    names = {name.lower() for name in request.headers.keys()}  # noqa: SIM118 - a header list isn't a dict
    return (
        bool(names & _PROXY_HEADERS)
        or any(name.startswith("x-forwarded-") for name in names)
        or request.environ.get("SERVER_PROTOCOL") != "HTTP/1.1"
    )


def _peer() -> str | None:
    """Who opened the connection, whatever headers say of it."""
    before_proxy_fix = request.environ.get("werkzeug.proxy_fix.orig", request.environ)
    address: str | None = before_proxy_fix.get("REMOTE_ADDR")
    return address


def local_sign_in_open() -> bool:
    """Whether the page that asks may be offered local sign-in.

    It has its own setting, and the peer and the Host must both be loopback. A proxy closes it: one
    that the settings count (PROXY_HOPS), one that shows itself, or PUBLIC_URL naming another host.
    """
    settings = services().settings
    public_host = urlsplit(settings.public_url).hostname
    return (
        settings.local_sign_in
        and settings.proxy_hops == 0
        and (public_host is None or is_loopback(public_host))
        and is_loopback(_peer())
        and is_loopback(urlsplit(f"//{request.host}").hostname)
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
    return is_loopback(origin.hostname) and origin.netloc == request.host


def sign_in_page(next_path: str = "", *, notice: str = "") -> str:
    """The sign-in page.

    Args:
        next_path: a safe path to go to afterwards.
        notice: what just happened, in a sentence.
    """
    return render_template(
        "auth/sign_in.html",
        local_sign_in=local_sign_in_open(),
        local_switched_on=services().settings.local_sign_in,
        oidc=oidc_open(),
        oidc_named=bool(services().settings.oidc_client_id),
        provider=services().settings.oidc_name,
        kept_here=not services().settings.supabase_url,
        next_path=next_path,
        notice=notice,
    )


@blueprint.get("/sign-in")
def sign_in() -> str | Response:
    """The sign-in page; where they wanted to go for who is signed in."""
    next_path = safe_path(request.args.get(PARAMETER))
    if current_user() is not None:
        return redirect(next_path or url_for("pages.dashboard"), HTTPStatus.SEE_OTHER)
    return sign_in_page(next_path)


@blueprint.post("/sign-in/local")
@per_address("limit_sign_ins")
def sign_in_local() -> Response:
    """Sign in as the person at this computer."""
    if not (local_sign_in_open() and _from_a_page_here()):
        raise ForbiddenError(
            "Signing in without an account works only on the computer MockFlow runs on. Open it there.",
            log="local sign-in refused",
        )
    begin_sign_in(services().store.upsert_user(subject=LOCAL_SUBJECT, name="You", email=""))
    next_path = safe_path(request.form.get(PARAMETER))
    return redirect(next_path or url_for("pages.dashboard"), HTTPStatus.SEE_OTHER)


@blueprint.post("/sign-out")
@login_required
def sign_out() -> Response:
    """End the sign-in."""
    end_sign_in()
    return redirect(url_for("auth.sign_in"), HTTPStatus.SEE_OTHER)
