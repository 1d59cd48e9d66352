"""Who is asking, and whether they may: the guards every owned route passes through."""

from __future__ import annotations

import hmac
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from functools import wraps
from http import HTTPStatus
from typing import Any, ParamSpec, TypeVar, cast

from flask import g, redirect, request, session, url_for
from werkzeug.wrappers import Response

from errors import AppError, GoneError
from store.rows import InterviewRow, UserRow, WorkerGrant
from web.answers import wants_json
from web.next_page import this_page
from web.services import services
from web.starter import hash_token

SIGN_IN = "sign_in"  # in the cookie: the id of the record the server keeps
REPLAY_FOR = timedelta(hours=24)

P = ParamSpec("P")
R = TypeVar("R")


class SignInRequiredError(AppError):
    """Nobody is signed in."""

    status = HTTPStatus.UNAUTHORIZED
    label = "sign_in_required"
    default_message = "You are signed out. Sign in and try again."


class WorkerTokenError(AppError):
    """The bearer token opens nothing here."""

    status = HTTPStatus.UNAUTHORIZED
    label = "unauthorized"
    default_message = "This token opens no interview."


def current_user() -> UserRow | None:
    """The signed-in user, looked up once a request; None for anyone else.

    Raises:
        StoreError: the sign-in can't be looked up.
    """
    if "user" not in g:
        sign_in_id = session.get(SIGN_IN)
        g.user = services().store.sign_in_owner(sign_in_id) if isinstance(sign_in_id, str) else None
    return cast("UserRow | None", g.user)


def owner() -> UserRow:
    """The signed-in user of a guarded view."""
    user = current_user()
    if user is None:
        raise SignInRequiredError
    return user


def begin_sign_in(user: UserRow, *, keeping: Mapping[str, Any] | None = None) -> None:
    """Sign this browser in afresh: nothing of its session stays, and a sign-in it had ends.

    Args:
        user: who it is from now on.
        keeping: entries of the session that stay.

    Raises:
        StoreError: the sign-in can't be written.
    """
    store, before = services().store, session.get(SIGN_IN)
    sign_in_id = store.create_sign_in(user.id)
    if isinstance(before, str):
        store.end_sign_in(before)
    session.clear()
    session.update(keeping or {})
    session.permanent = True
    session[SIGN_IN] = sign_in_id
    g.user = user


def end_sign_in() -> None:
    """Sign this browser out: the server's record ends, so a copied cookie is worthless too."""
    before = session.get(SIGN_IN)
    if isinstance(before, str):
        services().store.end_sign_in(before)
    session.clear()
    g.user = None


def login_required(view: Callable[P, R]) -> Callable[P, R | Response]:
    """Let only a signed-in owner through; a page sends others to the sign-in page and back."""

    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> R | Response:
        if current_user() is None:
            if wants_json():
                raise SignInRequiredError
            return redirect(url_for("auth.sign_in", next=this_page()), HTTPStatus.SEE_OTHER)
        return view(*args, **kwargs)

    guarded.guard = "owner"  # type: ignore[attr-defined] # the house test reads it
    return guarded


def worker_required(view: Callable[P, R]) -> Callable[P, R]:
    """Let only the holder of a live interview's token through, or one replaying a spool within a day."""

    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
        g.grant = _grant()
        return view(*args, **kwargs)

    guarded.guard = "worker"  # type: ignore[attr-defined] # the house test reads it
    return guarded


def _grant() -> WorkerGrant:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    grant = None
    if hmac.compare_digest(scheme.lower().encode(), b"bearer") and token:
        grant = services().store.worker_grant(hash_token(token))
    if grant is None:
        raise WorkerTokenError
    if grant.ended_at is not None and datetime.now(UTC) - grant.ended_at > REPLAY_FOR:
        raise GoneError
    return grant


def worker_grant() -> WorkerGrant:
    """What the worker of this request may do; only in a view behind :func:`worker_required`."""
    return cast(WorkerGrant, g.grant)


def owned_or_404(interview_id: str) -> InterviewRow:
    """The signed-in owner's interview; NotFoundError for a stranger's or an unknown id."""
    return services().store.interview(owner().id, interview_id)
