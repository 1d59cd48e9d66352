"""How a sign-in at a provider fails, in words. Nothing a provider said is repeated."""

from __future__ import annotations

from http import HTTPStatus

from errors import AppError


class SignInStaleError(AppError):
    """This browser began no such sign-in, or it is used up or too old."""

    status = HTTPStatus.BAD_REQUEST
    label = "sign_in_stale"
    default_message = (
        "This sign-in was not begun in this browser, was used before, or took longer than ten minutes. "
        "Nobody was signed in. Go to the start and sign in again."
    )


class CancelledError(AppError):
    """The person stopped at the provider; ``next_path`` is where they wanted to go."""

    status = HTTPStatus.OK
    label = "sign_in_cancelled"

    def __init__(self, provider: str, next_path: str) -> None:
        super().__init__(f"You stopped the sign-in at {provider}. Nothing was changed.")
        self.next_path = next_path


class ProviderDownError(AppError):
    """The provider doesn't answer."""

    status = HTTPStatus.SERVICE_UNAVAILABLE
    label = "sign_in_unavailable"

    def __init__(self, provider: str, why: str) -> None:
        super().__init__(
            f"{provider} isn’t answering. Try again in a minute.", log=f"sign-in provider is down: {why}"
        )


class AnswerRefusedError(AppError):
    """The provider's answer can't be believed; ``why`` is a word of ours for the log."""

    status = HTTPStatus.BAD_GATEWAY
    label = "sign_in_refused"

    def __init__(self, provider: str, why: str) -> None:
        super().__init__(
            f"{provider} sent an answer that can’t be trusted, so nobody was signed in. Go to the start and "
            "sign in again. If it happens again, tell whoever runs MockFlow here.",
            log=f"sign-in answer refused: {why}",
        )


class ClientRefusedError(AppError):
    """The provider doesn't accept MockFlow's own client id and secret."""

    status = HTTPStatus.BAD_GATEWAY
    label = "sign_in_misconfigured"

    def __init__(self, provider: str) -> None:
        super().__init__(
            f"{provider} doesn’t know this MockFlow, so nobody can sign in with it. Tell whoever runs "
            "MockFlow here to check OIDC_CLIENT_ID and OIDC_CLIENT_SECRET.",
            log="sign-in provider refused our client id or secret",
        )
