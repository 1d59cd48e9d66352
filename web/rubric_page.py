"""The yardstick, for whoever wants to know beforehand what is looked at."""

from __future__ import annotations

from flask import Blueprint, render_template

from auth_helpers import login_required
from errors import NotFoundError
from interview.models import Track
from interview.rubric import VERSION, rubric

from . import labels

blueprint = Blueprint("rubric_page", __name__)


@blueprint.get("/rubric/<track>")
@login_required
def show(track: str) -> str:
    """Every competency of one kind of interview: what it looks at, what 1, 3 and 5 look like."""
    if track not in set(Track):
        raise NotFoundError("There is no such kind of interview.")
    kind = Track(track)
    return render_template(
        "review/rubric.html",
        rows=rubric(kind),
        version=VERSION,
        label=labels.TRACKS[kind],
        others=[(one.value, labels.TRACKS[one]) for one in Track if one is not kind],
    )
