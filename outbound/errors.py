"""What the guard refuses, in words."""

from __future__ import annotations

from http import HTTPStatus

from errors import AppError


class AddressRefusedError(AppError):
    """A name or address that doesn't lead to the public internet, or may not be dialled at all."""

    status = HTTPStatus.UNPROCESSABLE_ENTITY
    label = "address_refused"
    default_message = (
        "This address leads to a private network, where MockFlow doesn't go with your key. "
        "Enter the provider's public address, such as https://api.openai.com/v1."
    )


class AnswerRefusedError(AppError):
    """A redirect, or an answer that is larger or packed otherwise than one of a provider is."""

    status = HTTPStatus.BAD_GATEWAY
    label = "answer_refused"
    default_message = (
        "What answers at this address isn't the provider's API: it sends a redirect or far too much. "
        "Copy the address from the provider's documentation."
    )
