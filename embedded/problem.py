"""The one failure of the embedded stack, and the settings or that failure."""

from __future__ import annotations

from pydantic import ValidationError

from errors import AppError
from settings import Settings


class EmbeddedError(AppError):
    """An embedded server can't be started; the message says what to do."""

    label = "embedded_unavailable"


def usable_settings(*, port: int | None = None) -> Settings:
    """The settings as they are in the environment and ``.env``.

    Args:
        port: the port when PORT isn't set; None: the table's own.

    Raises:
        EmbeddedError: some can't be used; one sentence names them all and repeats no value.
    """
    try:
        settings = Settings()
    except ValidationError as error:
        names = ", ".join(str(item["loc"][0]).upper() for item in error.errors())
        raise EmbeddedError(
            f"These settings can't be used: {names}. Correct them in .env (see env.template)."
        ) from error
    if port is None or "port" in settings.model_fields_set:
        return settings
    return settings.model_copy(update={"port": port})
