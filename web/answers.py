"""Which of the two shapes an answer takes: a page, or JSON."""

from __future__ import annotations

from typing import TypeVar

from flask import request
from pydantic import BaseModel, ValidationError

from errors import InvalidInputError

_JSON_PREFIXES = ("/worker/", "/api/")
_JSON_ENDINGS = (".json", "/start", "/state", "/end", "/hearing-check")

Body = TypeVar("Body", bound=BaseModel)


def wants_json() -> bool:
    """Whether this request is answered with JSON: by its path, its body or what it accepts."""
    if request.path.startswith(_JSON_PREFIXES) or request.path.endswith(_JSON_ENDINGS) or request.is_json:
        return True
    accepted = request.accept_mimetypes
    return accepted["application/json"] > accepted["text/html"]


def json_body(model: type[Body]) -> Body:
    """The request's JSON body as ``model``.

    Raises:
        InvalidInputError: it is no JSON or doesn't fit; names the fields, never their values.
    """
    try:
        return model.model_validate_json(request.get_data() or b"{}")
    except ValidationError as error:
        fields = {
            ".".join(str(part) for part in problem["loc"]): problem["type"] for problem in error.errors()
        }
        raise InvalidInputError(
            "This request can't be read. Reload the page and try again.", fields=fields
        ) from None
