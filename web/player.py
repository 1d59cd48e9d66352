"""The recording on the review page: where to hear it, its waveform, and when each turn and quote was."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from flask import Blueprint, send_file, url_for
from werkzeug.wrappers import Response

from auth_helpers import login_required, owned_or_404
from errors import NotFoundError
from feedback.moment import moment
from interview.events import Event, Recording
from postprocess import MergedTurn
from store.port import Store
from store.rows import InterviewRow, RecordingRow

from . import recordings
from .export_names import ending, slug
from .services import services

blueprint = Blueprint("player", __name__)

LEAD_S = 0.4
"""So long before a word its moment begins, so that its first sound isn't cut."""
HEIGHT = 50
"""Of each half of a waveform, in its own units; see ``templates/review/_player.html``."""


@dataclass(frozen=True)
class Player:
    """One interview's recording.

    Attributes:
        url: where its sound is; empty when it isn't in the store, though it was made.
        lost: it isn't in the spool either.
        seconds: None when its worker was killed, and how long it is isn't known.
        candidate, interviewer: the two halves of its waveform as SVG paths; may be empty.
        starts: by turn, when it begins, in seconds into the recording; turns that aren't in it are left out.
    """

    url: str
    lost: bool
    seconds: float | None
    candidate: str
    interviewer: str
    bars: int
    starts: dict[int, float]
    turns: Sequence[MergedTurn]

    def at(self, turn: int, quote: str = "") -> float | None:
        """When this was said, in seconds into the recording; None when it can't be heard."""
        if not self.url or turn not in self.starts:
            return None
        return round(max(0.0, self.starts[turn] + moment(self.turns[turn], quote) - LEAD_S), 2)


@blueprint.get("/interviews/<interview_id>/recording")
@login_required
def sound(interview_id: str) -> Response:
    """The sound of the newest recording, whole or the range that is asked for."""
    interview = owned_or_404(interview_id)
    row = _kept(services().store, interview)
    if row is None:
        raise NotFoundError("There is no recording of this interview.")
    data = services().store.recording_file(interview.owner_id, row.id)
    return send_file(
        io.BytesIO(data),
        mimetype=row.media_type,
        download_name=f"{slug(interview.brief.role)}{ending(row.media_type)}",
        etag=row.id,
    )


def player(
    store: Store,
    spool_dir: Path,
    interview: InterviewRow,
    events: Sequence[Event],
    turns: Sequence[MergedTurn],
) -> Player | None:
    """What the page needs to play the recording; None when none was made.

    Args:
        turns: as the page shows them.
    """
    told = [event for event in events if isinstance(event, Recording)]
    if not told:
        return None
    last = told[-1]
    row = _kept(store, interview, last.run)
    starts = _starts(turns, last.run, last.data.started_at, last.data.seconds)
    return Player(
        url=url_for("player.sound", interview_id=interview.id) if row else "",
        lost=row is None and not recordings.runs(spool_dir, interview.id),
        seconds=last.data.seconds,
        candidate=_half(last.data.candidate, up=True),
        interviewer=_half(last.data.interviewer, up=False),
        bars=len(last.data.candidate),
        starts=starts,
        turns=turns,
    )


def _kept(store: Store, interview: InterviewRow, run: int | None = None) -> RecordingRow | None:
    """The stored recording of a run; of the latest that has one when none is named."""
    rows = store.recordings(interview.owner_id, interview.id)
    wanted = [row for row in rows if run is None or row.name == recordings.name_of(run)]
    return wanted[-1] if wanted else None


def _starts(
    turns: Sequence[MergedTurn], run: int, started_at: datetime, seconds: float | None
) -> dict[int, float]:
    found = {
        index: (turn.started_at - started_at).total_seconds()
        for index, turn in enumerate(turns)
        if turn.source == "speech" and turn.segments and turn.name.startswith(f"{run}.")
    }
    return {index: at for index, at in found.items() if at >= -1.0 and (seconds is None or at < seconds)}


def _half(levels: Sequence[int], *, up: bool) -> str:
    """One line for each level, from the middle up or down; softer sounds are raised, as the ear does."""
    sign = -1 if up else 1
    heights = [max(1, round(HEIGHT * (level / 100) ** 0.5)) for level in levels]
    return "".join(f"M{n}.5 {HEIGHT}v{sign * height}" for n, height in enumerate(heights))
