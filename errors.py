"""The failures MockFlow knows by name.

Each carries three texts apart: what the person reads, a short label for programs, and a fixed
sentence for the log. None of them may hold anyone's words, keys or file contents.
"""

from __future__ import annotations

from http import HTTPStatus


class AppError(Exception):
    """A failure with a sentence for the person who met it.

    Args:
        message: what happened and what to do next, second person, plain.
        log: a fixed sentence for the log; defaults to the label.
        href: the page of ours that mends it; empty when none does.

    Attributes:
        status: the HTTP status this failure answers with.
        label: snake_case name programs may branch on.
    """

    status: HTTPStatus = HTTPStatus.INTERNAL_SERVER_ERROR
    label: str = "internal_error"
    default_message: str = "Something failed on our side. Nothing you saved is lost. Try again."

    def __init__(self, message: str | None = None, *, log: str | None = None, href: str = "") -> None:
        self.message = message or self.default_message
        self.log = log or self.label
        self.href = href
        super().__init__(self.log)


class NotFoundError(AppError):
    """There is no such thing for this owner: unknown and foreign ids read the same."""

    status = HTTPStatus.NOT_FOUND
    label = "not_found"
    default_message = "There is nothing at this address. It may have been deleted."


class ForbiddenError(AppError):
    """The request may not be made this way."""

    status = HTTPStatus.FORBIDDEN
    label = "forbidden"
    default_message = "This isn't allowed from here. Go back to the page you came from and try again."


class InvalidInputError(AppError):
    """A form or body that can't be accepted; ``fields`` maps a field to what to do about it."""

    status = HTTPStatus.UNPROCESSABLE_ENTITY
    label = "invalid_input"
    default_message = "Some fields need another look."

    def __init__(self, message: str | None = None, *, fields: dict[str, str] | None = None) -> None:
        super().__init__(message)
        self.fields = fields or {}


class ConflictError(AppError):
    """The thing is in a state that doesn't allow this."""

    status = HTTPStatus.CONFLICT
    label = "conflict"
    default_message = "This changed while you were looking at it. Reload the page."


class GoneError(AppError):
    """The interview has ended: no token, no rejoining."""

    status = HTTPStatus.GONE
    label = "interview_ended"
    default_message = "This interview has ended. Its transcript is on the review page."


class CapacityError(AppError):
    """Every place is taken."""

    status = HTTPStatus.TOO_MANY_REQUESTS
    label = "at_capacity"
    default_message = "All interview places are taken right now. Try again in a few minutes."


class DocumentError(AppError):
    """An uploaded document that can't be read."""

    status = HTTPStatus.UNPROCESSABLE_ENTITY
    label = "unreadable_document"
    default_message = "This file can't be read. Upload a PDF, DOCX or TXT file, or paste the text."


class StoreError(AppError):
    """The database did not answer or refused; never shown as an empty list."""

    status = HTTPStatus.SERVICE_UNAVAILABLE
    label = "store_unavailable"
    default_message = "The database isn't answering. Nothing you saved is lost. Try again in a minute."


class WorkerError(AppError):
    """The interviewer's process can't be started or reached."""

    status = HTTPStatus.SERVICE_UNAVAILABLE
    label = "worker_unavailable"
    default_message = "The interviewer could not be started. Press Try again."


class LiveKitError(AppError):
    """The LiveKit server can't be reached or refused."""

    status = HTTPStatus.SERVICE_UNAVAILABLE
    label = "livekit_unavailable"
    default_message = (
        "The voice server (LiveKit) isn't answering, so no room can be opened. "
        "Check that it is running, then press Try again."
    )


class SpeechError(AppError):
    """Speech recognition or synthesis can't be reached or failed."""

    status = HTTPStatus.SERVICE_UNAVAILABLE
    label = "speech_unavailable"
    default_message = "The speech service isn't answering. Check that it is running, then try again."
