"""The morning sheet: one page for the day of the real interview, to print."""

from __future__ import annotations

from flask import Blueprint, render_template, request
from pydantic import ValidationError

from auth_helpers import login_required, owned_or_404, owner
from feedback.morning import Told, stories, things
from feedback.schema import Feedback
from store.rows import InterviewRow

from .services import services
from .transcripts import transcript

blueprint = Blueprint("morning", __name__)
MOST_INTERVIEWS = 10


@blueprint.get("/morning-sheet")
@login_required
def sheet() -> str:
    """Of the owner's latest interviews in one language; ``interview`` names the one whose job it is for."""
    user, named = owner(), request.args.get("interview", "")
    rows = [row for row in services().store.interviews(user.id) if row.status == "ended"]
    job = owned_or_404(named) if named else (rows[0] if rows else None)
    told = _told([row for row in rows if job and row.brief.language == job.brief.language])
    return render_template(
        "pages/morning.html",
        job={"role": job.brief.role, "company": job.brief.company} if job else None,
        stories=stories(told),
        things=things(told),
    )


def _told(rows: list[InterviewRow]) -> list[Told]:
    """Those with feedback, newest first."""
    store, found = services().store, list[Told]()
    for row in rows:
        versions = store.feedback_versions(row.owner_id, row.id)
        if not versions:
            continue
        try:
            feedback = Feedback.model_validate(versions[0].body)
        except ValidationError:  # written in an older form; its own page still shows it
            continue
        found.append(Told(interview_id=row.id, feedback=feedback, turns=transcript(store, row)))
        if len(found) == MOST_INTERVIEWS:
            break
    return found
