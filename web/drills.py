"""One part of an interview, or one question of it, once more: a new interview by the brief of an old one."""

from __future__ import annotations

from http import HTTPStatus

from flask import Blueprint, jsonify, redirect, request, url_for
from pydantic import ValidationError
from werkzeug.wrappers import Response

from auth_helpers import login_required, owned_or_404
from errors import InvalidInputError
from interview.models import Drill

from . import forms, labels
from .answers import wants_json
from .making import make
from .services import services

blueprint = Blueprint("drills", __name__)


@blueprint.post("/interviews/<interview_id>/drill")
@login_required
def create(interview_id: str) -> Response | tuple[Response, int]:
    """Practise the stage, or the one question, that the form names; as often as wanted."""
    old = owned_or_404(interview_id)
    drill = _drill(request.form.get("stage", ""), request.form.get("question", ""))
    brief = old.brief.model_copy(update={"drill": drill})
    linked = services().store.interview_documents(old.owner_id, interview_id)
    made = make(old.owner_id, brief, [document.id for document in linked])
    room_url = url_for("interviews.room", interview_id=made.id)
    if wants_json():
        return jsonify(id=made.id, room_url=room_url), HTTPStatus.CREATED
    return redirect(room_url, HTTPStatus.SEE_OTHER)


def _drill(stage: str, question: str) -> Drill:
    """What is practised; InvalidInputError when there is no such part, or the question is too long."""
    try:
        if stage in labels.PARTS:
            return Drill(stage=stage, question=forms.clean(question, one_line=True))
    except ValidationError:
        raise InvalidInputError(
            "This question is too long to be practised alone. Practise the whole part instead."
        ) from None
    raise InvalidInputError("There is no such part to practise. Choose one on the page you came from.")
