"""The settings page of preferences."""

from __future__ import annotations

from http import HTTPStatus

from flask import Blueprint, jsonify, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

import logs
from auth_helpers import login_required, owner
from errors import InvalidInputError

from .answers import wants_json
from .preferences_form import Checked, check, choices
from .services import services

blueprint = Blueprint("preferences_page", __name__)
log = logs.get(__name__)


@blueprint.get("/settings/preferences")
@login_required
def show() -> str:
    """The form, filled with what holds now."""
    present = services().endpoints.of(owner().id).preferences
    return _page(Checked(present.model_dump(mode="json"), {}, present), saved="saved" in request.args)


@blueprint.post("/settings/preferences")
@login_required
def save() -> Response | tuple[str, int]:
    """Keep what was chosen; bad input shows the form again as it was filled in."""
    user, here, store = owner(), _speech_here(), services().store
    present = services().endpoints.of(user.id).preferences
    checked = check(request.form, present, speech_here=here)
    if checked.preferences is None:
        if wants_json():
            raise InvalidInputError(fields=dict(checked.errors))
        return _page(checked), HTTPStatus.UNPROCESSABLE_ENTITY
    store.set_preferences(user.id, checked.preferences.model_dump(mode="json"))
    log.info("preferences saved")
    if wants_json():
        return jsonify(checked.preferences.model_dump(mode="json"))
    return redirect(url_for("preferences_page.show", saved=1), HTTPStatus.SEE_OTHER)


def _speech_here() -> bool:
    """Whether a speech server of this box's is there for the owner."""
    return services().endpoints.speech_here(owner().id)


def _page(checked: Checked, *, saved: bool = False) -> str:
    user, settings = owner(), services().settings
    here, sources = _speech_here(), services().endpoints.of(user.id)
    model, present = sources.model(), sources.preferences
    return render_template(
        "settings/preferences.html",
        values=checked.values,
        errors=checked.errors,
        saved=saved,
        speech_here=here,
        own_voice=settings.tts_voice,
        lacking=sources.without_key(),
        model=model,
        language_problem=sources.missing_speech(present.language),
        **choices(present, speech_here=here),
    )
