"""The page a candidate of dispatch mode joins from. Its token stands behind ``#`` and never comes here."""

from __future__ import annotations

from flask import Blueprint, g, render_template

from .services import services

blueprint = Blueprint("join", __name__)


@blueprint.get("/join")
def show() -> str:
    """The same page for everybody: the token alone opens a room, and only on the operator's LiveKit."""
    url = services().settings.livekit_url
    g.connect_to = (url,) if url else ()
    return render_template("pages/join.html", livekit_url=url)
