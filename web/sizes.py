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
_FORMS = {"interviews.create": "interviews.new", "documents.add": "documents.index"}


def limit_for(endpoint: str | None, settings: Settings) -> int:
    """The most bytes the body of a request to this endpoint may have."""
    if endpoint in _UPLOADS:
        return _UPLOADS[endpoint] * settings.max_upload_bytes + FORM_TEXTS
    return _LARGER.get(endpoint or "", SMALL)


def form_of(endpoint: str | None) -> str:
    """The page with the form whose files this endpoint takes; empty for one that takes none."""
    return _FORMS.get(endpoint or "", "")


def set_limit(settings: Settings) -> None:
    """Limit this request; a larger body is answered with 413, whether its length was announced or not."""
    request.max_content_length = limit_for(request.endpoint, settings)
