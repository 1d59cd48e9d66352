"""One part of an interview, or one question of it, once more: a new interview by the brief of an old one."""

from __future__ import annotations

from http import HTTPStatus

from flask import Blueprint, jsonify, redirect, request, url_for
from pydantic import ValidationError
from werkzeug.wrappers import Response

import postprocess
from auth_helpers import login_required, owned_or_404
from errors import ConflictError, InvalidInputError
from feedback.coach import on_question
from interview.models import Brief, Drill, Redo
from store.rows import InterviewRow

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
    return _made(old, brief)


@blueprint.post("/interviews/<interview_id>/redo")
@login_required
def again(interview_id: str) -> Response | tuple[Response, int]:
    """Answer one question of an interview again: the form names the interviewer's ``turn`` that asked it."""
    old = owned_or_404(interview_id)
    first = old.brief.redo
    turn = request.form.get("turn", type=int)
    if old.status != "ended":
        raise ConflictError("This interview is still running. End it, then answer again.")
    asked = question_at(old, turn) if turn is not None else None
    if asked is None or turn is None:
        raise InvalidInputError("There is no such question to answer again. Choose one on the review page.")
    brief = old.brief.model_copy(
        update={"drill": asked, "redo": first or Redo(interview_id=old.id, turn=turn), "benchmark": False}
    )
    return _made(old, brief)


def _made(old: InterviewRow, brief: Brief) -> Response | tuple[Response, int]:
    """A new interview by this brief, with the documents of the old one; the answer leads to its room."""
    linked = services().store.interview_documents(old.owner_id, old.id)
    made = make(old.owner_id, brief, [document.id for document in linked])
    room_url = url_for("interviews.room", interview_id=made.id)
    if wants_json():
        return jsonify(id=made.id, room_url=room_url), HTTPStatus.CREATED
    return redirect(room_url, HTTPStatus.SEE_OTHER)


def question_at(row: InterviewRow, turn: int) -> Drill | None:
    """The question an interviewer's turn asked, to be practised alone; None when it asked none."""
    events = services().store.events(row.owner_id, row.id)
    found = on_question(row.brief, row.plan, postprocess.merge(events), turn=turn)
    if found is None or found[0].turn != turn or found[0].stage not in labels.PARTS:
        return None
    try:
        return Drill(stage=found[0].stage, question=forms.clean(found[0].asked, one_line=True))
    except ValidationError:
        raise InvalidInputError("This question is too long to be answered alone.") from None


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
