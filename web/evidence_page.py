"""The evidence map: what a job asks for, beside what stands in the résumé and what was said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, render_template, request, url_for

from auth_helpers import login_required, owned_or_404, owner
from feedback.evidence_map import Row, State, evidence_map
from interview.advert import requirements
from store.rows import InterviewRow

from .filters import local_time
from .jobs import MOST_INTERVIEWS, heard, job, jobs, readable
from .services import services

blueprint = Blueprint("evidence_page", __name__)
STATES: tuple[State, ...] = ("told", "mentioned", "only on paper", "hole")


@dataclass(frozen=True)
class Resume:
    """The newest résumé; ``source`` says which it is. Both are empty when there is none."""

    text: str = ""
    source: str = ""


@blueprint.get("/evidence-map")
@login_required
def show() -> str:
    """Of one job over all of the owner's interviews; ``interview`` names the one whose job it is."""
    user, store = owner(), services().store
    rows = store.interviews(user.id)
    known = jobs(rows)
    named = request.args.get("interview", "")
    chosen = owned_or_404(named) if named else _usual(known)
    asked = requirements(chosen.brief) if chosen else None
    resume = _newest_resume(user.id, rows) if asked and asked.found else Resume()
    found = evidence_map(asked.found, resume.text, heard(store, rows)) if asked and asked.found else ()
    by_id, known_words = {row.id: row for row in rows}, sum(1 for _ in readable(rows))
    return render_template(
        "pages/evidence_map.html",
        chosen=chosen,
        jobs=[_option(row, chosen) for row in known],
        asked=asked,
        resume=resume,
        rows=[_shown(row, by_id) for row in found],
        counts=_counts(found),
        read=min(MOST_INTERVIEWS, known_words),
        more_interviews=max(0, known_words - MOST_INTERVIEWS),
        other_languages=sum(row.status == "ended" for row in rows) - known_words,
    )


def _usual(known: Sequence[InterviewRow]) -> InterviewRow | None:
    """The newest job with a description, else the newest."""
    described = (row for row in known if row.brief.job_description.strip())
    return next(described, known[0] if known else None)


def _option(row: InterviewRow, chosen: InterviewRow | None) -> dict[str, Any]:
    brief = row.brief
    at = f" at {brief.company}" if brief.company else ""
    without = "" if brief.job_description.strip() else ", no description"
    return {
        "value": row.id,
        "label": f"{brief.role}{at}, {local_time(row.created_at)}{without}",
        "chosen": chosen is not None and job(chosen.brief) == job(brief),
    }


def _newest_resume(owner_id: str, rows: Sequence[InterviewRow]) -> Resume:
    """The library's newest, or that of the latest interview that has one, whichever is newer."""
    used = next((row for row in rows if row.brief.resume_text.strip()), None)
    kept = next((row for row in services().store.documents(owner_id) if row.kind == "resume"), None)
    if kept is not None and (used is None or kept.created_at > used.created_at):
        return Resume(kept.text, f"{kept.filename}, uploaded {local_time(kept.created_at)}")
    if used is None:
        return Resume()
    return Resume(used.brief.resume_text, f"that of your interview of {local_time(used.created_at)}")


def _shown(row: Row, by_id: dict[str, InterviewRow]) -> dict[str, Any]:
    requirement = row.requirement
    return {
        "text": requirement.text,
        "line": requirement.line if requirement.line != requirement.text else "",
        "by_words": requirement.by_words,
        "state": row.state,
        "on_paper": row.on_paper,
        "told": [
            {
                "quote": one.evidence.quote,
                "turn": one.evidence.turn + 1,
                "role": by_id[one.interview_id].brief.role,
                "at": by_id[one.interview_id].started_at or by_id[one.interview_id].created_at,
                "href": url_for(
                    "review.show", interview_id=one.interview_id, _anchor=f"turn-{one.evidence.turn}"
                ),
            }
            for one in row.told
        ],
    }


def _counts(found: Sequence[Row]) -> dict[str, int]:
    counted = Counter(row.state for row in found)
    return {state: counted[state] for state in STATES}
