"""Where a worker posts its events."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify, request
from pydantic import ValidationError

import logs
from auth_helpers import WorkerTokenError, worker_grant, worker_required
from errors import InvalidInputError
from interview.events import EVENTS, Ended, Event, Heartbeat
from store.rows import WorkerGrant

from .services import services

blueprint = Blueprint("worker_api", __name__)
log = logs.get(__name__)

MAX_BATCH = 500


@blueprint.post("/worker/events")
@worker_required
def events() -> Response:
    """Store a batch; the answer comes after the commit."""
    grant = worker_grant()
    batch = _batch()
    if any(event.run != grant.run for event in batch):
        raise WorkerTokenError
    lasting = [event for event in batch if not isinstance(event, Heartbeat)]
    stored = services().store.append_events(grant.interview_id, lasting)
    if grant.ended_at is None:
        services().manager.heartbeat(grant.interview_id, grant.run)
    ends = any(isinstance(event, Ended) for event in lasting)
    if (stored.stored and (ends or grant.ended_at is not None)) or (ends and not _followed(grant)):
        log.info("interview has ended", interview_id=grant.interview_id, run=grant.run)
        services().aftermath.begin(grant.interview_id)
    return jsonify(stored=stored.stored, duplicates=stored.duplicates)


def _followed(grant: WorkerGrant) -> bool:
    """Whether the aftermath has begun; a failure between the two makes the worker post its end again."""
    return services().store.feedback(grant.owner_id, grant.interview_id) is not None


def _batch() -> list[Event]:
    try:
        batch = EVENTS.validate_json(request.get_data())
    except ValidationError:
        raise InvalidInputError("This is no batch of events.") from None
    if not 1 <= len(batch) <= MAX_BATCH:
        raise InvalidInputError(f"A batch holds 1 to {MAX_BATCH} events.")
    return batch
