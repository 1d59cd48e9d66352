"""One OpenID Connect provider: a sign-in is begun there, and its answer is believed or refused.

Authlib speaks the protocol (state, nonce, PKCE, claims); joserfc checks the signature. What is
stricter here: a state is good once and for ten minutes, what belongs to it never leaves this
process, the discovery document counts only when it names the issuer that was asked for, and only
asymmetric signatures count.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

import requests
from authlib.integrations.base_client import OAuthError
from authlib.integrations.flask_client import FlaskOAuth2App
from flask import session
from joserfc.errors import ClaimError, JoseError

from settings import Settings

from .oidc_answers import Identity, identity, usable_metadata
from .oidc_begun import NAME, Begun, Waiting
from .oidc_errors import (
    AnswerRefusedError,
    CancelledError,
    ClientRefusedError,
    ProviderDownError,
    SignInStaleError,
)

METADATA_LASTS_S = 3600.0
LEEWAY_S = 60  # how far the provider's clock may be off
TIMEOUT_S = (5.0, 10.0)  # to connect, and between two pieces of an answer
_LONGEST_PARAMETER = 2048


@dataclass(frozen=True)
class Finished:
    """Who signed in, and the path they wanted to see, or an empty text."""

    identity: Identity
    next_path: str


class Provider(FlaskOAuth2App):  # type: ignore[misc] # Authlib ships no types
    """The provider that the settings name.

    Args:
        settings: with a client id.
    """

    def __init__(self, settings: Settings) -> None:
        super().__init__(
            Begun(NAME, Waiting()),
            NAME,
            client_id=settings.oidc_client_id,
            client_secret=settings.oidc_client_secret.get_secret_value() or None,
            server_metadata_url=f"{settings.oidc_issuer.rstrip('/')}/.well-known/openid-configuration",
            client_kwargs={
                "scope": "openid email profile",
                "code_challenge_method": "S256",
                "default_timeout": TIMEOUT_S,
                "max_redirects": 0,
            },
        )
        self.server_metadata: dict[str, Any] = {}
        self.issuer = settings.oidc_issuer
        self.title = settings.oidc_name
        self._read_at = 0.0

    def load_server_metadata(self) -> dict[str, Any]:
        """The discovery document's part that is used here, at most an hour old."""
        if not self.server_metadata or time.monotonic() - self._read_at > METADATA_LASTS_S:
            with self._get_session() as http:
                answer = http.request("GET", self._server_metadata_url, withhold_token=True)
                answer.raise_for_status()
                found = usable_metadata(answer.json(), self.issuer, has_secret=bool(self.client_secret))
            self.server_metadata, self._read_at = found, time.monotonic()
        return self.server_metadata

    def begin(self, redirect_uri: str, next_path: str) -> str:
        """The provider's address to send this browser to.

        Raises:
            ProviderDownError, AnswerRefusedError: the discovery document can't be had or used.
        """
        with self._talking():
            begun = self.create_authorization_url(redirect_uri, prompt="select_account")
        self.save_authorize_data(
            state=begun["state"],
            nonce=begun["nonce"],
            code_verifier=begun["code_verifier"],
            redirect_uri=redirect_uri,
            next_path=next_path,
        )
        return str(begun["url"])

    def finish(self, arguments: Mapping[str, str]) -> Finished:
        """Who the provider says has signed in. Uses the state up, whatever comes of it.

        Args:
            arguments: the query the provider sent the browser back with.

        Raises:
            CancelledError: they changed their mind at the provider.
            SignInStaleError: not begun in this browser, too old, or used before.
            ProviderDownError: it doesn't answer.
            AnswerRefusedError: it answers what can't be believed.
            ClientRefusedError: it doesn't know MockFlow.
        """
        state = arguments.get("state", "")
        begun = self.framework.get_state_data(session, state)
        self.framework.clear_state_data(session, state)
        if arguments.get("error") == "access_denied":  # some leave the state out then
            raise CancelledError(self.title, begun["next_path"] if begun else "")
        if not begun:
            raise SignInStaleError
        if arguments.get("error") in ("server_error", "temporarily_unavailable"):
            raise ProviderDownError(self.title, "error in the answer")
        if "error" in arguments:
            raise AnswerRefusedError(self.title, "error in the answer")
        code = arguments.get("code", "")
        if not 0 < len(code) <= _LONGEST_PARAMETER:
            raise AnswerRefusedError(self.title, "no code")
        with self._talking():
            if arguments.get("iss", self._named_issuer()) != self._named_issuer():
                raise AnswerRefusedError(self.title, "issuer of the answer")
            return Finished(self._who(code, begun), begun["next_path"])

    def _named_issuer(self) -> str:
        return str(self.load_server_metadata()["issuer"])

    def _who(self, code: str, begun: Mapping[str, str]) -> Identity:
        """Exchange the code and read the ID token."""
        token = self.fetch_access_token(
            redirect_uri=begun["redirect_uri"], code=code, code_verifier=begun["code_verifier"]
        )
        if not isinstance(token.get("id_token"), str):
            raise AnswerRefusedError(self.title, "no ID token")
        issuer = self._named_issuer()
        claims = self.parse_id_token(
            token,
            nonce=begun["nonce"],
            claims_options={
                "iss": {"essential": True, "value": issuer},
                "aud": {"essential": True, "value": self.client_id},
            },
            leeway=LEEWAY_S,
        )
        return identity(issuer, claims)

    @contextmanager
    def _talking(self) -> Iterator[None]:
        """Turn what Authlib, joserfc and requests raise into failures of ours, without their texts."""
        try:
            yield
        except (requests.ConnectionError, requests.Timeout) as error:
            raise ProviderDownError(self.title, type(error).__name__) from None
        except requests.HTTPError as error:
            status = 0 if error.response is None else error.response.status_code
            if status == HTTPStatus.TOO_MANY_REQUESTS or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
                raise ProviderDownError(self.title, f"status {status}") from None
            raise AnswerRefusedError(self.title, f"status {status}") from None
        except OAuthError as error:
            if error.error == "invalid_grant":
                raise SignInStaleError from None
            if error.error in ("invalid_client", "unauthorized_client"):
                raise ClientRefusedError(self.title) from None
            raise AnswerRefusedError(self.title, "error of the token endpoint") from None
        except ClaimError as error:
            raise AnswerRefusedError(self.title, f"{type(error).__name__} {error.claim}") from None
        except (JoseError, requests.RequestException, ValueError, TypeError, LookupError) as error:
            # Documents of another shape than the standards say surface in the libraries as the last three.
            raise AnswerRefusedError(self.title, type(error).__name__) from None
