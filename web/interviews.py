"""Setting an interview up, and its room."""

from __future__ import annotations

from http import HTTPStatus

from flask import Blueprint, g, jsonify, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from auth_helpers import login_required, owned_or_404, owner
from errors import InvalidInputError
from workers.stages import rules

from . import forms, labels, limits, set_up
from .answers import wants_json
from .estimate_view import estimate_view, estimates
from .making import make
from .plan_words import plan_state
from .services import services

blueprint = Blueprint("interviews", __name__)


@blueprint.get("/interviews/new")
@login_required
def new() -> str:
    """The form, with what this owner usually wants; a link may name documents to begin with."""
    return set_up.page(forms.Checked(set_up.usual_values(request.args), {}, None))


@blueprint.post("/interviews")
@login_required
def create() -> Response | tuple[Response | str, int]:
    """Store the interview with its brief and plan; bad input shows the form again, values kept.

    A file that can be read is kept in the library and chosen, whatever else is wrong.
    """
    settings, user = services().settings, owner()
    documents = set_up.documents()
    checked = set_up.check(request.form, settings, documents)
    if checked.brief is None:
        failure = next((one.failure for one in documents if one.failure), None)
        if wants_json():
            later = failure if failure and failure.status != HTTPStatus.UNPROCESSABLE_ENTITY else None
            raise later or InvalidInputError(fields=checked.errors)
        return set_up.page(checked), failure.status if failure else HTTPStatus.UNPROCESSABLE_ENTITY
    linked = [one.document.id for one in documents if one.document is not None]
    try:
        interview = make(user.id, checked.brief, linked)
    except limits.TooOftenError as often:
        if wants_json():
            raise
        checked.errors["_form"] = often.message
        return set_up.page(checked), often.status
    room_url = url_for("interviews.room", interview_id=interview.id)
    if not wants_json():
        return redirect(room_url, HTTPStatus.SEE_OTHER)
    review_url = url_for("review.show", interview_id=interview.id)
    return jsonify(id=interview.id, room_url=room_url, review_url=review_url), HTTPStatus.CREATED


@blueprint.get("/interviews/<interview_id>/room")
@login_required
def room(interview_id: str) -> str | Response:
    """The room page; an ended interview is on its review page."""
    interview = owned_or_404(interview_id)
    if interview.status == "ended":
        return redirect(url_for("review.show", interview_id=interview_id), HTTPStatus.SEE_OTHER)
    app = services()
    g.connect_to = app.endpoints.connect_to(interview.owner_id)
    brief, sources = interview.brief, app.endpoints.of(interview.owner_id)
    made = estimates(app.settings, app.store, interview.owner_id, sources, brief.language)
    return render_template(
        "interviews/room.html",
        interview={
            "id": interview.id,
            "role": brief.role,
            "company": brief.company,
            "kind": labels.kind(brief),
            "minutes": forms.minutes(app.settings, brief),
        },
        cost=estimate_view(made, brief),
        stages=[{"name": rule.name, "label": rule.label} for rule in rules(app.settings, brief)],
        urls={
            "start": url_for("live.start", interview_id=interview_id),
            "state": url_for("live.state", interview_id=interview_id),
            "end": url_for("live.end", interview_id=interview_id),
            "hearing_check": url_for("live.hearing_check", interview_id=interview_id),
            "review": url_for("review.show", interview_id=interview_id),
        },
        plan=plan_state(interview, *app.planning.state(interview_id)),
        tips=labels.TIPS,
        patience=brief.patience.value,
        missing=sources.missing(brief.language),
    )
