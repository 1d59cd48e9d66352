"""A transcript as Markdown; what people said can't become markup."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

import fsm
from interview.stages import label_of
from postprocess import MergedTurn
from store.rows import InterviewRow

_MARKUP = re.compile(r"([\\`*_\[\]<>#|~&])")
_WHO = {"candidate": "You", "interviewer": "Interviewer"}


def plain(text: str) -> str:
    """The text on one line, with a backslash before everything that Markdown or HTML would read."""
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))


def _clock(turn: MergedTurn, began: datetime | None) -> str:
    if began is None:
        return ""
    seconds = max(0, int((turn.started_at - began).total_seconds()))
    return f" ({seconds // 60}:{seconds % 60:02d})"


def transcript_markdown(interview: InterviewRow, turns: Sequence[MergedTurn]) -> str:
    """Role and date, then stage by stage who said what and when."""
    brief, began = interview.brief, interview.started_at
    title = plain(brief.role) + (f" at {plain(brief.company)}" if brief.company else "")
    lines = [f"# {title}", ""]
    if began is not None:
        lines += [f"Began {began:%Y-%m-%d %H:%M} UTC.", ""]
    if not turns:
        lines += ["Nothing was said in this interview.", ""]
    stage = ""
    for turn in turns:
        if turn.stage != stage:
            stage = turn.stage
            lines += [f"## {label_of(fsm.STAGES, stage, brief.track) or plain(stage)}", ""]
        lines += [f"**{_WHO[turn.speaker]}**{_clock(turn, began)}: {plain(turn.text)}", ""]
    return "\n".join(lines)
