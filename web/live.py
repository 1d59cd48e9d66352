"""What the room page asks for while an interview is set going, runs and ends."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from typing import Any

from flask import Blueprint, jsonify, request, url_for
from pydantic import BaseModel, Field
from werkzeug.wrappers import Response

from auth_helpers import login_required, owned_or_404, owner
from errors import ConflictError, InvalidInputError
from interview.events import StageChange
from interview.models import EndReason
from store.rows import InterviewRow
from workers.stages import rules

from . import labels, limits
from .answers import json_body
from .plan_words import plan_state
from .services import services

blueprint = Blueprint("live", __name__)


class StartBody(BaseModel):
    """The tab that asks, whether it takes the interview over from another, and what was agreed to.

    Attributes:
        record: both sides may be recorded; counts for the start that begins the interview.
    """

    tab: str = Field(min_length=1, max_length=64)
    takeover: bool = False
    record: bool = False


@blueprint.post("/interviews/<interview_id>/start")
@login_required
def start(interview_id: str) -> Response:
    """Begin, or go on after a reload; answers at once with the candidate's token."""
    body = json_body(StartBody)
    admission = services().starter.start(
        owner().id, interview_id, tab=body.tab, takeover=body.takeover, record=body.record
    )
    return jsonify(vars(admission))


@blueprint.get("/interviews/<interview_id>/state")
@login_required
def state(interview_id: str) -> Response:
    """Where the interview is, as the store knows it."""
    interview = owned_or_404(interview_id)
    stage, stages = _stage(interview), rules(services().settings, interview.brief)
    return jsonify(
        status=interview.status,
        stage=stage,
        stage_label=next((rule.label for rule in stages if rule.name == stage), ""),
        lease=_lease(interview, request.args.get("tab", "")),
        end_reason=interview.end_reason,
        end_detail=interview.end_detail,
        notice=_notice(interview),
        plan=plan_state(interview, *services().planning.state(interview_id)),
        review_url=url_for("review.show", interview_id=interview_id),
    )


def _stage(interview: InterviewRow) -> str:
    if interview.status == "new":
        return ""
    moves = [
        event
        for event in services().store.events(interview.owner_id, interview.id)
        if isinstance(event, StageChange)
    ]
    return moves[-1].data.stage if moves else ""


def _lease(interview: InterviewRow, tab: str) -> str:
    if not interview.lease_tab:
        return "free"
    return "mine" if tab == interview.lease_tab else "other"


def _notice(interview: InterviewRow) -> dict[str, Any] | None:
    """What the person must know that the worker can't tell them."""
    if interview.status == "new":
        trouble = services().manager.trouble(interview.id)
        return {"code": "could_not_start", "text": trouble} if trouble else None
    if interview.status == "ended":
        reason = interview.end_reason or EndReason.STOPPED
        return {"code": reason.value, "text": labels.END_NOTICES[reason]}
    worker = services().manager.status(interview.id)
    if worker is None or worker.run != interview.run:
        return None
    heard_at = worker.heartbeat_at or worker.created_at
    silent = datetime.now(UTC) - heard_at > timedelta(seconds=services().settings.worker_silent_s)
    if worker.state == "gone" or silent:
        return {"code": "worker_silent", "text": labels.SILENT}
    return None


@blueprint.post("/interviews/<interview_id>/end")
@login_required
def end(interview_id: str) -> tuple[Response, int]:
    """Ask the worker to say goodbye; asking again, or after the end, changes nothing."""
    interview = owned_or_404(interview_id)
    if interview.status == "new":
        raise ConflictError("This interview hasn’t started, so there is nothing to end.")
    if interview.status != "ended":
        services().manager.stop(interview_id, "stopped")
    return jsonify(status=interview.status), HTTPStatus.ACCEPTED


@blueprint.post("/interviews/<interview_id>/hearing-check")
@login_required
@limits.per_owner("limit_hearing_checks")
def hearing_check(interview_id: str) -> Response:
    """What recognition makes of a short recording; nothing of it is kept."""
    interview = owned_or_404(interview_id)
    media_type = request.mimetype
    if media_type not in ("audio/webm", "audio/wav", "audio/x-wav", "audio/ogg", "audio/mp4"):
        raise InvalidInputError(
            "This kind of recording can’t be read. Record in the room page and try again."
        )
    audio = request.get_data()
    if not audio:
        raise InvalidInputError(
            "The recording is empty. Check that your microphone is on, then record again."
        )
    language = interview.brief.language
    return jsonify(text=services().speech.transcribe(owner().id, audio, media_type, language))
