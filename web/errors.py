"""One handler for every failure: the same sentence on a page and in JSON."""

from __future__ import annotations

import traceback
from dataclasses import dataclass, field
from http import HTTPStatus

from flask import Flask, Response, jsonify, make_response, render_template, request, url_for
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge, SecurityError

import logs
from errors import AppError, CapacityError, ForbiddenError, InvalidInputError, NotFoundError

from . import sizes
from .answers import wants_json
from .limits import TooOftenError
from .missing import MissingKeyError
from .oidc_errors import AnswerRefusedError, SignInStaleError
from .services import services

log = logs.get(__name__)

TITLES: dict[int, str] = {
    400: "This request can’t be read",
    401: "You are signed out",
    403: "Not allowed from here",
    404: "Nothing here",
    409: "This has changed",
    410: "This interview is over",
    413: "That is too large",
    422: "Something needs another look",
    429: "That was too often",
    500: "That is our fault",
    503: "Something isn’t answering",
}
_TITLES_BY_LABEL = {
    CapacityError.label: "All places are taken",
    MissingKeyError.label: "A key is missing",
    SignInStaleError.label: "This sign-in has run out",
    AnswerRefusedError.label: "Nobody was signed in",
}
_HTTP_MESSAGES: dict[int, tuple[str, str]] = {
    400: (
        "bad_request",
        "Your browser sent something that can’t be read. Go back, reload the page and try again.",
    ),
    403: ("forbidden", ForbiddenError.default_message),
    404: ("not_found", NotFoundError.default_message),
    405: ("method_not_allowed", "This address can’t be used this way. Go back to the page you came from."),
    413: ("too_large", "What you sent is too large."),
    415: (
        "unsupported_media_type",
        "This kind of file isn’t accepted here. Send the kind the page asks for.",
    ),
    429: (
        "too_many_requests",
        "You asked for this many times in a short while. Wait a minute, then try again.",
    ),
}


@dataclass(frozen=True)
class Failure:
    """What is shown of a failure."""

    status: int
    label: str
    message: str
    fields: dict[str, str] = field(default_factory=dict)
    href: str = ""  # the page that mends it


def shown(failure: Failure) -> Response:
    """The failure in the shape this request is answered in."""
    told = {"label": failure.label, "message": failure.message, "fields": failure.fields}
    body = {"error": {**told, "href": failure.href} if failure.href else told}
    if wants_json():
        answer = jsonify(body)
    elif failure.label == "untrusted_host":  # no address can be built for a host that isn't ours
        answer = make_response(failure.message, {"Content-Type": "text/plain; charset=utf-8"})
    else:
        answer = make_response(
            render_template(
                "errors/error.html",
                status=failure.status,
                title=_TITLES_BY_LABEL.get(failure.label) or TITLES.get(failure.status, "That didn’t work"),
                message=failure.message,
                next_href=failure.href or "/",
                next_label=_label_of(failure.href),
            )
        )
    answer.status_code = failure.status
    return answer


def _label_of(href: str) -> str:
    """What the one button of a failure's page says."""
    if not href:
        return "Go to the start"
    return "Open Settings" if href.startswith("/settings") else "Go back to the form"


def _app_error(error: AppError) -> Response:
    level = log.warning if error.status < HTTPStatus.INTERNAL_SERVER_ERROR else log.error
    level("request failed", label=error.label, failure=error.log, endpoint=request.endpoint)
    fields = error.fields if isinstance(error, InvalidInputError) else {}
    answer = shown(Failure(int(error.status), error.label, error.message, fields, error.href))
    if isinstance(error, TooOftenError):
        answer.headers["Retry-After"] = str(error.retry_after_s)
    return answer


def _http_error(error: HTTPException) -> Response:
    if error.response is not None:  # a redirect of the router's
        return make_response(error.response)
    status = error.code or 500
    if isinstance(error, SecurityError):
        return shown(
            Failure(400, "untrusted_host", "MockFlow doesn’t answer to this address. Set PUBLIC_URL to it.")
        )
    label, message = _HTTP_MESSAGES.get(status, ("http_error", "This request can’t be answered."))
    href = ""
    if isinstance(error, RequestEntityTooLarge):
        message, href = _too_large()
    log.info("request refused", status=status, endpoint=request.endpoint)
    return shown(Failure(status, label, message, href=href))


def _too_large() -> tuple[str, str]:
    """What to do, and the page where it is done: nothing of the body was read, so the form isn't at hand."""
    form = sizes.form_of(request.endpoint)
    if not form:
        return "What you sent is too large for this page. Go back, make it shorter and try again.", ""
    limit = services().settings.max_upload_bytes // sizes.MIB
    return (
        f"What you sent is too large: a file may have up to {limit} MB. "
        "Go back, what you typed is still there, and choose a smaller one."
    ), url_for(form)


def _crash(error: Exception) -> Response:
    """The request's boundary. What is unforeseen may quote anyone, so only its place is logged."""
    where = [f"{frame.filename}:{frame.lineno}" for frame in traceback.extract_tb(error.__traceback__)[-6:]]
    log.error("request crashed", failure=type(error).__name__, where=where, endpoint=request.endpoint)
    return shown(Failure(500, AppError.label, AppError.default_message))


def init_app(app: Flask) -> None:
    """Install the handlers."""
    app.register_error_handler(AppError, _app_error)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(Exception, _crash)
