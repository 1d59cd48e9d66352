"""Signing in with Google or any OpenID Connect provider."""

from __future__ import annotations

from http import HTTPStatus
from typing import cast

from flask import Blueprint, current_app, redirect, request, url_for
from flask.blueprints import BlueprintSetupState
from werkzeug.wrappers import Response

import logs
from auth_helpers import begin_sign_in, current_user
from errors import NotFoundError

from .auth import sign_in_page
from .limits import per_address
from .next_page import PARAMETER, safe_path
from .oidc_address import callback_address
from .oidc_begun import begun_here
from .oidc_errors import CancelledError
from .oidc_provider import Provider
from .services import KEY, services

log = logs.get(__name__)

blueprint = Blueprint("oidc", __name__)
_EXTENSION = "mockflow.oidc"


@blueprint.record
def install(state: BlueprintSetupState) -> None:
    """One provider an app, when the settings name one."""
    settings = state.app.extensions[KEY].settings
    if settings.oidc_client_id:
        state.app.extensions[_EXTENSION] = Provider(settings)


def _provider() -> Provider:
    if _EXTENSION not in current_app.extensions:
        raise NotFoundError("Signing in with a provider is switched off here. Go to the start.")
    return cast(Provider, current_app.extensions[_EXTENSION])


@blueprint.get("/sign-in/oidc")
@per_address("limit_sign_ins")
def begin() -> Response:
    """Send this browser to the provider; the dashboard for who is signed in."""
    provider = _provider()
    next_path = safe_path(request.args.get(PARAMETER))
    if current_user() is not None:
        return redirect(next_path or url_for("pages.dashboard"), HTTPStatus.SEE_OTHER)
    address = provider.begin(callback_address(), next_path)
    return redirect(address, HTTPStatus.SEE_OTHER)


@blueprint.get("/sign-in/oidc/callback")
def callback() -> str | Response:
    """Sign in who comes back from the provider; who stopped there sees the sign-in page again."""
    try:
        finished = _provider().finish(request.args)
    except CancelledError as error:
        return sign_in_page(error.next_path, notice=error.message)
    found = finished.identity
    user = services().store.upsert_user(subject=found.subject, name=found.name, email=found.email)
    begin_sign_in(user, keeping=begun_here())
    log.info("signed in")
    return redirect(finished.next_path or url_for("pages.dashboard"), HTTPStatus.SEE_OTHER)
