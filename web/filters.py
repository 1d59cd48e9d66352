"""How times and durations read on a page."""

from __future__ import annotations

from datetime import datetime, timedelta

from flask import Flask


def local_time(value: datetime | None) -> str:
    """An aware time as ``23 Nov 2026, 14:05`` in the server's zone; empty for None."""
    if value is None:
        return ""
    there = value.astimezone()
    return f"{there.day} {there:%b %Y, %H:%M}"


def duration(value: float | timedelta | None) -> str:
    """Seconds as ``45 s``, ``3:07 min`` or ``1 h 05 min``; empty for None."""
    if value is None:
        return ""
    seconds = round(value.total_seconds() if isinstance(value, timedelta) else value)
    if seconds < 60:
        return f"{seconds} s"
    if seconds < 3600:
        return f"{seconds // 60}:{seconds % 60:02d} min"
    return f"{seconds // 3600} h {seconds % 3600 // 60:02d} min"


def init_app(app: Flask) -> None:
    """Give both to the templates."""
    app.add_template_filter(local_time)
    app.add_template_filter(duration)
