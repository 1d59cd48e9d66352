"""What is left of an interview: transcript, measures, feedback."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from flask import Blueprint, flash, jsonify, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

import postprocess
from auth_helpers import login_required, owned_or_404
from feedback.parts import LANGUAGE
from interview.contract import contract
from interview.events import EVENTS
from store.rows import InterviewRow
from workers.stages import rules

from . import deletion, labels, receipt
from .again import before_after, given_again
from .contract_view import contract_view
from .cost_view import cost_view
from .measures_view import measures_view
from .player import player
from .services import services
from .transcripts import as_corrected, changed_since, marked
from .versions import feedback_of, model_name

blueprint = Blueprint("review", __name__)


@blueprint.get("/interviews/<interview_id>")
@login_required
def show(interview_id: str) -> str | Response:
    """The review page; an interview that hasn't ended is in its room."""
    interview = owned_or_404(interview_id)
    if interview.status != "ended":
        return redirect(url_for("interviews.room", interview_id=interview_id), HTTPStatus.SEE_OTHER)
    events, brief = services().store.events(interview.owner_id, interview_id), interview.brief
    heard = postprocess.merge(events)
    turns = as_corrected(services().store, interview, heard)
    metrics = postprocess.measure(heard, language=brief.language)
    feedback = feedback_of(interview, request.args.get("version", type=int))
    stages = contract(rules(services().settings, brief), interview.plan, events)
    return render_template(
        "review/show.html",
        interview={
            "id": interview.id,
            "role": brief.role,
            "company": brief.company,
            "kind": labels.kind(brief),
            "started_at": interview.started_at,
            "ended_at": interview.ended_at,
            "end_reason": interview.end_reason,
            "end_reason_label": labels.END_REASONS[interview.end_reason] if interview.end_reason else "",
            "end_detail": interview.end_detail,
        },
        feedback=feedback,
        model=model_name(interview.owner_id),
        coach_reads=brief.language == LANGUAGE,
        turns=turns,
        marked=[marked(turn) for turn in turns],
        corrected=changed_since(services().store, interview),
        metrics=metrics,
        again=before_after(services().store, interview, turns),
        attempts=given_again(services().store, interview),
        player=player(services().store, services().settings.data_dir / "spool", interview, events, turns),
        measures=measures_view(metrics, brief),
        cost=cost_view(events, interview.plan, feedback["versions"]),
        contract=contract_view(stages, interview.plan, interview.end_reason),
        parts=labels.PARTS,
        urls=_urls(interview),
    )


def _map(interview: InterviewRow) -> str:
    """Where the evidence map of its job is; empty when nothing is known of what the job asks for."""
    if not interview.brief.job_description.strip():
        return ""
    return url_for("evidence_page.show", interview=interview.id)


def _urls(interview: InterviewRow) -> dict[str, str]:
    """Where the review page's links and buttons lead."""
    interview_id, track = interview.id, interview.brief.track.value
    return {
        "feedback": url_for("review.feedback_json", interview_id=interview_id),
        "retry": url_for("versions.retry", interview_id=interview_id),
        "transcript": url_for("review.transcript_json", interview_id=interview_id),
        "delete": url_for("review.deletion_page", interview_id=interview_id),
        "export": url_for("exports.export_pdf", interview_id=interview_id).removesuffix(".pdf"),
        "rubric": url_for("rubric_page.show", track=track),
        "redo": url_for("drills.again", interview_id=interview_id),
        "drill": url_for("drills.create", interview_id=interview_id),
        "new": url_for("interviews.new"),
        "settings": url_for("keys.show"),
        "dashboard": url_for("pages.dashboard"),
        "map": _map(interview),
    }


def _transcript(interview: InterviewRow) -> tuple[Any, Any]:
    """The turns as corrected, and the measures of what was heard."""
    events = services().store.events(interview.owner_id, interview.id)
    heard = postprocess.merge(events)
    measured = postprocess.measure(heard, language=interview.brief.language)
    return as_corrected(services().store, interview, heard), measured


@blueprint.get("/interviews/<interview_id>/transcript.json")
@login_required
def transcript_json(interview_id: str) -> Response:
    """The transcript as data."""
    interview = owned_or_404(interview_id)
    turns, metrics = _transcript(interview)
    return jsonify(
        interview_id=interview.id,
        turns=[turn.model_dump(mode="json") for turn in turns],
        metrics=metrics.model_dump(mode="json"),
    )


@blueprint.get("/interviews/<interview_id>/events.json")
@login_required
def events_json(interview_id: str) -> Response:
    """The events as they are stored, in order."""
    interview = owned_or_404(interview_id)
    events = services().store.events(interview.owner_id, interview.id)
    return jsonify(interview_id=interview.id, events=EVENTS.dump_python(list(events), mode="json"))


@blueprint.get("/interviews/<interview_id>/feedback.json")
@login_required
def feedback_json(interview_id: str) -> Response:
    """How far the feedback is, and the feedback."""
    feedback = feedback_of(owned_or_404(interview_id))
    feedback["feedback"] = feedback.pop("body")
    del feedback["versions"]
    return jsonify(feedback)


@blueprint.get("/interviews/<interview_id>/delete")
@login_required
def deletion_page(interview_id: str) -> str:
    """What goes, and the button that does it."""
    interview = owned_or_404(interview_id)
    ended = interview.status == "ended"
    return render_template(
        "review/delete.html",
        interview=interview,
        running=interview.status in ("starting", "live"),
        attempts=len(deletion.attempts(services().store, interview)),
        back=url_for("review.show" if ended else "interviews.room", interview_id=interview_id),
    )


@blueprint.post("/interviews/<interview_id>/delete")
@login_required
def delete(interview_id: str) -> Response:
    """Delete the interview; the dashboard shows the receipt."""
    removed = deletion.delete_interview(services(), owned_or_404(interview_id))
    flash(f"The interview is deleted. {receipt.sentence(removed)}")
    return redirect(url_for("pages.dashboard"), HTTPStatus.SEE_OTHER)
