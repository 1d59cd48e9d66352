"""One interview to take along: PDF, Markdown, JSON."""

from __future__ import annotations

import json

from flask import Blueprint, Response

from auth_helpers import login_required, owned_or_404
from errors import ConflictError
from store.rows import InterviewRow

from .export_names import slug
from .report import Report, report
from .report_markdown import markdown
from .report_pdf import pdf
from .services import services

blueprint = Blueprint("exports", __name__)
SHAPE = 1
"""The version of the JSON export's shape; it changes when a field goes or means something else."""


@blueprint.get("/interviews/<interview_id>/export.pdf")
@login_required
def export_pdf(interview_id: str) -> Response:
    """The report as PDF."""
    row, made = _report(interview_id)
    return _file(pdf(made), "application/pdf", row, "pdf")


@blueprint.get("/interviews/<interview_id>/export.md")
@login_required
def export_markdown(interview_id: str) -> Response:
    """The report as Markdown."""
    row, made = _report(interview_id)
    return _file(markdown(made).encode("utf-8", "replace"), "text/markdown; charset=utf-8", row, "md")


@blueprint.get("/interviews/<interview_id>/export.json")
@login_required
def export_json(interview_id: str) -> Response:
    """The report as JSON, with the transcript and every number."""
    row, made = _report(interview_id)
    content = {
        "shape": SHAPE,
        "interview": {
            "id": row.id,
            "role": row.brief.role,
            "company": row.brief.company,
            "track": row.brief.track.value,
            "language": row.brief.language,
            "started_at": row.started_at.isoformat() if row.started_at else None,
            "ended_at": row.ended_at.isoformat() if row.ended_at else None,
            "end_reason": row.end_reason.value if row.end_reason else None,
        },
        "feedback": made.body,
        "feedback_version": made.version.number if made.version else None,
        "measures": made.metrics,
        "transcript": [turn.model_dump(mode="json") for turn in made.turns],
    }
    text = json.dumps(content, ensure_ascii=False, indent=2) + "\n"
    return _file(text.encode("utf-8", "replace"), "application/json", row, "json")


def _report(interview_id: str) -> tuple[InterviewRow, Report]:
    row = owned_or_404(interview_id)
    if row.status != "ended":
        raise ConflictError("This interview hasn’t ended. It can be exported when it has.")
    return row, report(services().store, row)


def _file(data: bytes, media_type: str, row: InterviewRow, ending: str) -> Response:
    name = slug(row.brief.role, most=40, unnamed="interview")
    answer = Response(data, content_type=media_type)
    answer.headers["Content-Disposition"] = f'attachment; filename="mockflow-{name}.{ending}"'
    answer.headers["Cache-Control"] = "no-store"
    return answer
