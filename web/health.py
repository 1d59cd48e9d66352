"""Whether everything an interview needs is answering."""

from __future__ import annotations

from http import HTTPStatus

from flask import Blueprint, Response, jsonify

from errors import AppError

from .missing import MissingKeyError
from .services import services

blueprint = Blueprint("health", __name__)

VERSION = "0.1.0"


def _store_state() -> tuple[str, int]:
    """The store's state, and how many interviews run."""
    try:
        services().store.ping()
        return "ok", len(services().store.live_interviews())
    except AppError:
        return "down", 0


def _livekit_state() -> str:
    """``ok`` or ``down``; ``own_keys`` on a public box without one, whose owners bring their own."""
    try:
        services().rooms.names(None)
    except MissingKeyError:
        return "own_keys" if services().settings.public_url else "down"
    except AppError:
        return "down"
    return "ok"


@blueprint.get("/api/health")
def health() -> tuple[Response, int]:
    """200 when all parts answer, else 503 naming those that don't."""
    store, workers = _store_state()
    parts = {
        "livekit": _livekit_state(),
        "speech": "ok" if services().speech.healthy() else "down",
        "store": store,
    }
    well = "down" not in parts.values()
    body = jsonify(status="ok" if well else "degraded", version=VERSION, workers=workers, **parts)
    return body, HTTPStatus.OK if well else HTTPStatus.SERVICE_UNAVAILABLE
