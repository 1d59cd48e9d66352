"""The first page and the dashboard."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from auth_helpers import current_user, login_required, owner
from store.rows import FeedbackRow, InterviewRow

from . import labels
from .auth import sign_in_page
from .feedback_status import shown_status
from .progress_view import progress_view, scored
from .services import services
from .speech_view import speech_view
from .trend import trend

blueprint = Blueprint("pages", __name__)


@blueprint.get("/")
def index() -> str | Response:
    """The dashboard for who is signed in, else the sign-in page."""
    if current_user() is not None:
        return redirect(url_for("pages.dashboard"), HTTPStatus.SEE_OTHER)
    return sign_in_page()


@blueprint.get("/dashboard")
@login_required
def dashboard() -> str:
    """The owner's interviews, newest first, with the next best step and the trend."""
    user, store = owner(), services().store
    rows = [
        (row, store.feedback(user.id, row.id) if row.status == "ended" else None)
        for row in store.interviews(user.id)
    ]
    compared = scored(rows)
    return render_template(
        "pages/dashboard.html",
        user=user,
        interviews=[_listed(row, feedback) for row, feedback in rows],
        trend=trend(compared),
        progress=progress_view(compared),
        speech=speech_view(store, rows),
        parts=_parts(rows[0][0]) if rows else [],
    )


def _parts(latest: InterviewRow) -> list[dict[str, str]]:
    """The parts of the latest interview's kind, each to be practised alone with the same brief."""
    whole = latest.brief.model_copy(update={"drill": None})
    named = labels.stage_labels(whole)
    return [{"stage": name, "label": named[name]} for name in labels.PARTS if name in named]


def _listed(row: InterviewRow, feedback: FeedbackRow | None) -> dict[str, Any]:
    ended = row.status == "ended"
    page = "review.show" if ended else "interviews.room"
    status, body = (shown_status(feedback), feedback.body or {}) if feedback else ("", {})
    return {
        "id": row.id,
        "role": row.brief.role,
        "company": row.brief.company,
        "kind": labels.kind(row.brief),
        "status": row.status,
        "status_label": labels.STATUSES[row.status],
        "started_at": row.started_at,
        "created_at": row.created_at,
        "end_reason_label": labels.END_REASONS[row.end_reason] if row.end_reason else "",
        "feedback_status": status,
        "takeaway": body.get("takeaway", "") if status == "ready" else "",
        "href": url_for(page, interview_id=row.id),
    }
