"""The feedback of an interview and its versions: which one is shown, and having another written."""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from flask import Blueprint, jsonify, redirect, request, url_for
from werkzeug.wrappers import Response

from auth_helpers import login_required, owned_or_404
from errors import ConflictError, InvalidInputError, NotFoundError
from feedback.parts import LANGUAGE
from store.rows import FeedbackVersion, InterviewRow

from .answers import wants_json
from .feedback_status import newest, shown_status
from .feedback_writers import ORDERS, Order
from .services import services
from .transcripts import changed_since

blueprint = Blueprint("versions", __name__)

_NO_MODEL = (
    "Checking again needs a language model of your own, which may rate differently each time. "
    "MockFlow’s own coach goes by rules: the same words get the same scores."
)
_NO_COACH = "MockFlow’s own coach reads English only. Have this one written by a language model of yours."


def model_name(owner_id: str) -> str:
    """The owner's language model; empty when they have none."""
    model = services().aftermath.writers.model(owner_id)
    return model.model if model else ""


def feedback_of(interview: InterviewRow, number: int | None = None) -> dict[str, Any]:
    """How far the feedback is, and its body: the newest finished one, or the one that is asked for.

    Raises:
        NotFoundError: there is no version of that number.
    """
    store = services().store
    row = store.feedback(interview.owner_id, interview.id)
    versions = store.feedback_versions(interview.owner_id, interview.id)
    shown = newest(row, versions) if number is None else _shown(versions, number)
    return {
        "status": shown_status(row) if row else "waiting",
        "step": row.step if row else "",
        "percent": row.percent if row else 0,
        "message": row.message if row else "",
        "body": shown.body if shown else row.body if row else None,
        "version": shown.number if shown else None,
        "versions": versions,
    }


def _shown(versions: Sequence[FeedbackVersion], number: int) -> FeedbackVersion:
    found = next((one for one in versions if one.number == number), None)
    if found is None:
        raise NotFoundError("There is no such version of this feedback.")
    return found


@blueprint.post("/interviews/<interview_id>/feedback/retry")
@login_required
def retry(interview_id: str) -> Response | tuple[Response, int]:
    """Write it once more: what failed or couldn't be read, or a finished one again, by whom ``by`` says."""
    interview = owned_or_404(interview_id)
    if interview.status != "ended":
        raise ConflictError("This interview is still running. Its feedback is written when it has ended.")
    order = _order(interview)
    status = feedback_of(interview)["status"]
    corrected = status == "too_short" and changed_since(services().store, interview)
    if status in ("failed", "waiting", "other_language") or corrected or (status == "ready" and order):
        services().aftermath.begin(interview_id, order)
    if wants_json():
        return jsonify(status="waiting"), HTTPStatus.ACCEPTED
    return redirect(url_for("review.show", interview_id=interview_id), HTTPStatus.SEE_OTHER)


def _order(interview: InterviewRow) -> Order:
    """Who is to write.

    Raises:
        InvalidInputError: the form names somebody who can't.
    """
    by = request.form.get("by", "")
    order = next((one for one in ORDERS if one == by), None)
    if order is None:
        raise InvalidInputError("There is nobody of that name to write it. Choose one on the review page.")
    if order in ("model", "again") and not model_name(interview.owner_id):
        raise InvalidInputError(_NO_MODEL)
    if order == "coach" and interview.brief.language != LANGUAGE:
        raise InvalidInputError(_NO_COACH)
    return order
