"""The brief of a dispatched interview, from metadata that somebody outside wrote."""

from __future__ import annotations

from pydantic import ValidationError

import logs
from errors import AppError
from interview.models import Brief

MOST_BYTES = 65_536

log = logs.get(__name__)


class DispatchRefusedError(AppError):
    """This interview can't be held; ``fields`` names what is wrong, and never what was written."""

    label = "dispatch_refused"

    def __init__(self, log: str, fields: tuple[str, ...] = ()) -> None:
        super().__init__(log=log)
        self.fields = fields


def brief_of(job_metadata: str, room_metadata: str) -> Brief:
    """The brief as JSON in the job's metadata, or in the room's where the job has none.

    Dispatch mode has nowhere to keep a recording, so none is made.

    Raises:
        DispatchRefusedError: there is none, it is too long, or it is no brief.
    """
    text = job_metadata.strip() or room_metadata.strip()
    if not text:
        raise DispatchRefusedError("neither job nor room metadata holds a brief")
    if len(text.encode("utf-8", "replace")) > MOST_BYTES:
        raise DispatchRefusedError("the brief in the metadata is too long")
    try:
        brief = Brief.model_validate_json(text)
    except ValidationError as error:
        raise DispatchRefusedError("the metadata is no brief", _named(error)) from None
    if brief.record:
        log.warning("dispatch mode keeps no recordings: this interview isn't recorded")
    return brief.model_copy(update={"record": False})


def _named(error: ValidationError) -> tuple[str, ...]:
    """Our own fields that are wrong; a name somebody else made up is told as ``unknown``."""
    places = (part[0] if (part := one["loc"]) else "json" for one in error.errors(include_input=False))
    known = {*Brief.model_fields, "json"}
    return tuple(dict.fromkeys(str(place) if place in known else "unknown" for place in places))
