"""The token that shows an unsafe request comes from a page of ours."""

from __future__ import annotations

import hashlib
import hmac

from flask import Flask, current_app, request, session
from flask_wtf.csrf import CSRFError, CSRFProtect, generate_csrf
from markupsafe import Markup

from auth_helpers import SIGN_IN
from errors import ForbiddenError

from . import worker_api
from .answers import wants_json

FIELD = "csrf_token"
HEADER = "X-CSRFToken"
UNSAFE_METHODS = frozenset({"POST", "PUT", "PATCH", "DELETE"})

_protect = CSRFProtect()
_protect.exempt(worker_api.blueprint)  # it has no cookie: its bearer token is the proof


class PageTooOldError(ForbiddenError):
    """The request carries no token, or not this visitor's."""

    label = "csrf"
    default_message = "This page was open for too long. Reload it and try again."


_ON_A_PAGE = (
    "This page was open for too long. Go back with your browser’s Back button: what you typed is still "
    "there. Copy what you want to keep, reload the page and try again."
)


def _bind() -> None:
    """Let a signed-in visitor's token follow from the sign-in.

    So it changes when they sign in, dies with the sign-in, and is the same in every tab.
    """
    sign_in = session.get(SIGN_IN)
    if not isinstance(sign_in, str):
        return
    key = current_app.config["SECRET_KEY"]
    bound = hmac.new(key, b"csrf " + sign_in.encode(), hashlib.sha256).hexdigest()
    if session.get(FIELD) != bound:
        session[FIELD] = bound


def token() -> str:
    """This visitor's token, for a page's meta element; a visitor without one gets one."""
    _bind()
    return str(generate_csrf())


def field() -> Markup:
    """The hidden input that every form with an unsafe method holds."""
    return Markup('<input type="hidden" name="{}" value="{}">').format(FIELD, token())


def check() -> None:
    """Refuse an unsafe request without this visitor's token; the worker API is exempt.

    Raises:
        PageTooOldError: the token is missing or another's.
    """
    if request.method not in UNSAFE_METHODS or request.endpoint is None:
        return
    _bind()
    try:
        _protect.protect(apply_exemptions=True)
    except CSRFError:
        raise PageTooOldError(None if wants_json() else _ON_A_PAGE, log="request without our token") from None


def init_app(app: Flask) -> None:
    """Make ``csrf_token`` and ``csrf_field`` known to templates; :func:`check` is called before a request."""
    app.config.update(
        WTF_CSRF_CHECK_DEFAULT=False,  # it is checked here, after what must come before
        WTF_CSRF_FIELD_NAME=FIELD,
        WTF_CSRF_HEADERS=[HEADER],
        WTF_CSRF_TIME_LIMIT=None,  # it lives as long as the session
        WTF_CSRF_SSL_STRICT=False,  # Origin and Sec-Fetch-Site say more than Referer, and are checked
    )
    _protect.init_app(app)
    names = {"csrf_token": token, "csrf_field": field}
    app.jinja_env.globals.update(names)
    app.context_processor(lambda: names)  # in place of Flask-WTF's own of the same name
