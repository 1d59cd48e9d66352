"""Headers on every answer, the cross-site check, and the key that signs the cookie."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from flask import Flask, Response, request

import secret_files
from errors import ForbiddenError, LiveKitError
from settings import Settings

from . import csrf, limits, sizes
from .endpoints import Endpoints, http_address

_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
_LOOPBACK_NAMES = ("localhost", "127.0.0.1")  # werkzeug can't match an IPv6 address
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
    site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
    if site is not None:
        allowed = site == "same-origin"
    elif origin is not None:
        ours = {request.host_url.rstrip("/"), public_url.rstrip("/")}
        allowed = bool(origin) and origin in ours
    else:
        allowed = True
    if not allowed:
        raise ForbiddenError(log="cross-site request refused")


NO_PAGE_POLICY = "default-src 'none'; frame-ancestors 'none'"  # for what is no page: it loads nothing


def content_policy(endpoints: Endpoints) -> str:
    """Everything from here alone, and a connection to this LiveKit server."""
    connect = ["'self'"]
    try:
        url = endpoints.livekit().url
    except LiveKitError:
        url = ""
    for address in (url, http_address(url)):
        parts = urlsplit(address)
        if parts.netloc:
            connect.append(f"{parts.scheme}://{parts.netloc}")
            if parts.netloc.endswith(".livekit.cloud"):  # the cloud moves a participant to a region's host
                connect.append(f"{parts.scheme}://*.livekit.cloud")
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self'",
            "font-src 'self'",
            f"connect-src {' '.join(connect)}",
            "media-src 'self' blob:",
            "worker-src 'self' blob:",
            "manifest-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
        )
    )


def init_app(app: Flask, settings: Settings, endpoints: Endpoints) -> None:
    """Install the check before and the headers after every request."""
    configure(app, settings)
    limits.init_app(app, settings)
    csrf.init_app(app)

    @app.before_request
    def check_origin() -> None:
        sizes.set_limit(settings)
        _check_origin(settings.public_url)
        csrf.check()

    @app.after_request
    def set_headers(response: Response) -> Response:
        response.headers.update(_HEADERS)
        page = response.mimetype == "text/html"
        response.headers["Content-Security-Policy"] = content_policy(endpoints) if page else NO_PAGE_POLICY
        if request.endpoint != "static":
            response.headers["Cache-Control"] = "no-store"
        if settings.public_url.startswith("https:"):
            response.headers["Strict-Transport-Security"] = "max-age=31536000"
        return response
