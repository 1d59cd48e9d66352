"""The owner's own words for a turn that was heard wrong, kept beside what was heard."""

from __future__ import annotations

from http import HTTPStatus

from flask import Blueprint, jsonify, redirect, request, url_for
from werkzeug.wrappers import Response

import postprocess
from auth_helpers import login_required, owned_or_404
from errors import ConflictError, InvalidInputError, NotFoundError
from postprocess import MergedTurn

from . import forms
from .answers import wants_json
from .services import services

blueprint = Blueprint("corrections", __name__)

LONGEST = 10_000


@blueprint.post("/interviews/<interview_id>/turns/<name>/correction")
@login_required
def correct(interview_id: str, name: str) -> Response | tuple[Response, int]:
    """Keep the form's ``text`` as what was said in the turn; with ``undo``, take it back."""
    row = owned_or_404(interview_id)
    if row.status != "ended":
        raise ConflictError("This interview is still running. Correct its transcript when it has ended.")
    turns = postprocess.merge(services().store.events(row.owner_id, row.id))
    turn = next((one for one in turns if one.name == name and one.speaker == "candidate"), None)
    if turn is None:
        raise NotFoundError("There is no such answer in this transcript.")
    text = _text(turn)
    services().store.correct_turn(row.owner_id, row.id, name, text)
    if wants_json():
        return jsonify(name=name, text=text or turn.text, heard=turn.text), HTTPStatus.OK
    place = f"turn-{turns.index(turn)}"
    return redirect(url_for("review.show", interview_id=interview_id, _anchor=place), HTTPStatus.SEE_OTHER)


def _text(turn: MergedTurn) -> str | None:
    """The corrected words; None when they are taken back, or are what was heard.

    Raises:
        InvalidInputError: none, or too many.
    """
    if "undo" in request.form:
        return None
    text = " ".join(forms.clean(request.form.get("text", ""), one_line=True).split())
    if not text:
        raise InvalidInputError("Write what you said, or press Take it back.", fields={"text": "missing"})
    if len(text) > LONGEST:
        raise InvalidInputError(
            f"This is longer than {LONGEST:,} characters. Correct only what was heard wrong.",
            fields={"text": "too long"},
        )
    return None if text == turn.text else text
