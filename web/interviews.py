"""Setting an interview up, and its room."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus

from flask import Blueprint, g, jsonify, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

import fsm
import logs
from auth_helpers import login_required, owned_or_404, owner
from document_processor import Document, read_document
from errors import DocumentError, InvalidInputError
from interview.planner import plan

from . import forms, labels
from .answers import wants_json
from .services import services
from .starter import rules

blueprint = Blueprint("interviews", __name__)
log = logs.get(__name__)


@dataclass(frozen=True)
class Upload:
    """The résumé that came with the form: what was read, or why it couldn't be."""

    filename: str = ""
    data: bytes = b""
    document: Document | None = None
    error: str = ""


@blueprint.get("/interviews/new")
@login_required
def new() -> str:
    """The form."""
    settings = services().settings
    return _form(forms.Checked(forms.fresh_values(settings), {}, None))


def _form(checked: forms.Checked) -> str:
    return render_template(
        "interviews/new.html",
        values=checked.values,
        errors=checked.errors,
        **forms.choices(services().settings),
    )


@blueprint.post("/interviews")
@login_required
def create() -> Response | tuple[Response | str, int]:
    """Store the interview with its brief and plan; bad input shows the form again, values kept."""
    settings, store, user = services().settings, services().store, owner()
    upload = _upload()
    text = upload.document.text if upload.document else ""
    checked = forms.check(request.form, settings, resume=text, error=upload.error)
    if checked.brief is None:
        if wants_json():
            raise InvalidInputError(fields=checked.errors)
        return _form(checked), HTTPStatus.UNPROCESSABLE_ENTITY
    brief = checked.brief
    interview = store.create_interview(
        owner_id=user.id, brief=brief, plan=plan(brief, rules(settings, brief.length))
    )
    if upload.document is not None:
        kept = store.add_document(
            user.id,
            kind="resume",
            filename=upload.filename,
            media_type=upload.document.media_type,
            data=upload.data,
            text=upload.document.text,
        )
        store.link_document(user.id, interview.id, kept.id)
    log.info("interview created", interview_id=interview.id, length=brief.length.value)
    room_url = url_for("interviews.room", interview_id=interview.id)
    if not wants_json():
        return redirect(room_url, HTTPStatus.SEE_OTHER)
    review_url = url_for("review.show", interview_id=interview.id)
    return jsonify(id=interview.id, room_url=room_url, review_url=review_url), HTTPStatus.CREATED


def _upload() -> Upload:
    file = request.files.get("resume")
    if file is None or not file.filename:
        return Upload()
    limit = services().settings.max_upload_bytes
    data = file.stream.read(limit + 1)
    try:
        document = read_document(data, max_bytes=limit)
    except DocumentError as error:
        log.info("document refused", failure=error.log)
        return Upload(error=error.message)
    return Upload(filename=forms.clean(file.filename, one_line=True)[-120:], data=data, document=document)


@blueprint.get("/interviews/<interview_id>/room")
@login_required
def room(interview_id: str) -> str | Response:
    """The room page; an ended interview is on its review page."""
    interview = owned_or_404(interview_id)
    if interview.status == "ended":
        return redirect(url_for("review.show", interview_id=interview_id), HTTPStatus.SEE_OTHER)
    g.connect_to = services().endpoints.connect_to(interview.owner_id)
    brief = interview.brief
    return render_template(
        "interviews/room.html",
        interview={
            "id": interview.id,
            "role": brief.role,
            "company": brief.company,
            "length_label": labels.LENGTHS[brief.length],
            "minutes": forms.minutes(services().settings, brief.length),
        },
        stages=[{"name": rule.name, "label": rule.label} for rule in fsm.STAGES],
        urls={
            "start": url_for("live.start", interview_id=interview_id),
            "state": url_for("live.state", interview_id=interview_id),
            "end": url_for("live.end", interview_id=interview_id),
            "hearing_check": url_for("live.hearing_check", interview_id=interview_id),
            "review": url_for("review.show", interview_id=interview_id),
        },
        tips=labels.TIPS,
        patience=brief.patience.value,
    )
