"""Headers on every answer, the cross-site check, and the key that signs the cookie."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from flask import Flask, Response, g, request
from werkzeug.middleware.proxy_fix import ProxyFix

import logs
import secret_files
from errors import ForbiddenError
from settings import Settings

from . import csrf, limits, sizes
from .loopback import is_loopback

log = logs.get(__name__)

_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
_LOOPBACK_NAMES = ("localhost", "127.0.0.1")  # werkzeug can't match an IPv6 address
NO_PAGE_POLICY = "default-src 'none'; frame-ancestors 'none'"  # for what is no page: it loads nothing
_CLOUD = ".livekit.cloud"
"""LiveKit Cloud moves a participant to ``project.region.production.livekit.cloud``; which regions there are
its client learns from the project's host, and a policy has a wildcard at the left only."""
_TWINS = {"ws": "http", "wss": "https", "http": "ws", "https": "wss"}
_HOST = re.compile(r"[a-z0-9.-]+")  # an IPv6 address can't be named in a policy
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "microphone=(self), camera=(), geolocation=(), display-capture=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def cookie_key(data_dir: Path) -> bytes:
    """The key that signs the cookie: made once, 0600, under DATA_DIR/secrets."""
    return secret_files.made_once(data_dir / "secrets" / "cookie.key")


def configure(app: Flask, settings: Settings) -> None:
    """Limits, hosts and cookie flags."""
    public = urlsplit(settings.public_url)
    https = public.scheme == "https"
    hosts = {*_LOOPBACK_NAMES, settings.host, *([public.hostname] if public.hostname else [])}
    app.config.update(
        SECRET_KEY=cookie_key(settings.data_dir),
        SESSION_COOKIE_NAME="__Host-mockflow" if https else "mockflow",
        SESSION_COOKIE_SECURE=https,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        PERMANENT_SESSION_LIFETIME=timedelta(seconds=settings.sign_in_absolute_s),
        SESSION_REFRESH_EACH_REQUEST=False,
        MAX_CONTENT_LENGTH=sizes.SMALL,  # a route that takes more is named in sizes
        MAX_FORM_MEMORY_SIZE=sizes.FORM_TEXTS,
        MAX_FORM_PARTS=50,
        TRUSTED_HOSTS=sorted(hosts),
    )


def _check_origin(public_url: str) -> None:
    """Refuse an unsafe request that a browser made for another site.

    Browsers send one of the two headers with every such request; a program that sends neither
    has no cookie of anyone's to abuse.
    """
    if request.method in _SAFE_METHODS:
        return
    ours = {request.host_url.rstrip("/"), public_url.rstrip("/")} - {""}
    site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
    if site not in (None, "same-origin") or not (origin is None or origin in ours):
        raise ForbiddenError(log="cross-site request refused")


def _sources(address: str) -> Iterator[str]:
    """What the policy must name so that a page may connect there; nothing for what is no address."""
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return
    if parts.scheme not in _TWINS or not _HOST.fullmatch(host):
        return
    for scheme in (parts.scheme, _TWINS[parts.scheme]):  # LiveKit's client asks over both
        yield f"{scheme}://{host}{f':{port}' if port else ''}"
        if host.endswith(_CLOUD):
            yield f"{scheme}://*.{'staging' if '.staging.' in host else 'production'}{_CLOUD}"


def content_policy(connect_to: Iterable[str] = ()) -> str:
    """Everything from here alone.

    Args:
        connect_to: addresses the page may connect to besides, ``ws``, ``wss``, ``http`` or ``https``.
    """
    connect = ["'self'", *(source for address in connect_to for source in _sources(address))]
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self'",
            "font-src 'self'",
            f"connect-src {' '.join(dict.fromkeys(connect))}",
            "media-src 'self' blob:",
            "worker-src 'self' blob:",
            "manifest-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
        )
    )


def _believe_proxies(app: Flask, settings: Settings) -> None:
    """Take the visitor's address from so many proxies and the scheme from the nearest; Host comes as is."""
    hops = settings.proxy_hops
    if hops:
        proxied = ProxyFix(app.wsgi_app, x_for=hops, x_proto=1, x_host=0, x_port=0, x_prefix=0)
        app.wsgi_app = proxied  # type: ignore[method-assign] # the way Flask documents
    elif settings.public_url and not is_loopback(urlsplit(settings.public_url).hostname):
        log.warning("public url without proxy hops: all visitors are counted as one address")


def init_app(app: Flask, settings: Settings) -> None:
    """Install the checks before and the headers after every request.

    A view whose page connects elsewhere puts the addresses into ``g.connect_to``.

    Raises:
        LimitSettingError: a limit can't be read.
    """
    configure(app, settings)
    _believe_proxies(app, settings)
    limits.init_app(app, settings)
    csrf.init_app(app)

    @app.before_request
    def check() -> None:
        sizes.set_limit(settings)
        _check_origin(settings.public_url)
        csrf.check()

    @app.after_request
    def set_headers(response: Response) -> Response:
        response.headers.update(_HEADERS)
        page = response.mimetype == "text/html"
        policy = content_policy(g.get("connect_to", ())) if page else NO_PAGE_POLICY
        response.headers["Content-Security-Policy"] = policy
        if request.endpoint != "static":
            response.headers["Cache-Control"] = "no-store"
        if settings.public_url.startswith("https:"):
            response.headers["Strict-Transport-Security"] = "max-age=31536000"
        return response
