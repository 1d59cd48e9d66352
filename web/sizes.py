"""How large a request's body may be, route by route; set before anything of it is read."""

from __future__ import annotations

from flask import request

from settings import Settings

KIB, MIB = 1024, 1024 * 1024
SMALL = 64 * KIB  # a form without a long text, or a JSON body
FORM_TEXTS = MIB  # texts that travel beside a file
_LARGER = {
    "live.hearing_check": 2 * MIB,  # half a minute of sound
    "worker_api.events": 2 * MIB,  # a spool's worth of events
}
_UPLOADS = {"interviews.create": 2, "documents.add": 1}  # how many files come at once


def limit_for(endpoint: str | None, settings: Settings) -> int:
    """The most bytes the body of a request to this endpoint may have."""
    if endpoint in _UPLOADS:
        return _UPLOADS[endpoint] * settings.max_upload_bytes + FORM_TEXTS
    return _LARGER.get(endpoint or "", SMALL)


def takes_files() -> bool:
    """Whether this request's route is one that files are sent to."""
    return request.endpoint in _UPLOADS


def set_limit(settings: Settings) -> None:
    """Limit this request; a larger body is answered with 413, whether its length was announced or not."""
    request.max_content_length = limit_for(request.endpoint, settings)
