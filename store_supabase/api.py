"""How the store speaks to Supabase: one call is one database function, and every failure is typed.

The functions are those of ``supabase/migrations``. Each answers ``{"data": …}``: an answer that isn't,
an empty one above all, is a failure and never an empty list.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NoReturn, TypeVar
from urllib.parse import urlsplit

import httpx
from postgrest.exceptions import APIError
from pydantic import SecretStr
from supabase import Client, SupabaseException, create_client
from supabase.lib.client_options import SyncClientOptions

import logs
from errors import AppError, CapacityError, ConflictError, GoneError, NotFoundError, StoreError

VERSION = 4  # of the schema; what public.store_version() answers

# A hung server is given up after their sum at most, "connect" counted twice (TCP, then TLS): 10 s.
# The database gives up before us: statement_timeout in supabase/migrations is shorter than "read".
_TIMEOUT = httpx.Timeout(pool=1.0, connect=1.5, write=1.5, read=4.5)
_CONNECTIONS = httpx.Limits(max_connections=48, max_keepalive_connections=16, keepalive_expiry=30.0)
_LOOPBACK = ("127.0.0.1", "localhost", "::1")
_NO_SCHEMA = (
    "The Supabase project lacks MockFlow's tables, or has older ones. "
    "Apply the files of supabase/migrations (see DEPLOYMENT.md), then start again."
)
# What an operator can do about the codes a wrong set-up brings. Supabase's gateway sends none.
_SET_UP = {
    "PGRST202": _NO_SCHEMA,
    "42883": _NO_SCHEMA,
    "42501": "SUPABASE_SECRET_KEY isn't the project's secret key. Copy that one from the project's settings.",
    "": "Supabase refuses SUPABASE_SECRET_KEY or has no project at SUPABASE_URL. "
    "Copy both from the project's settings.",
}

log = logs.get(__name__)
T = TypeVar("T")


class EventConflictError(ConflictError):
    """The same event was stored with another body."""

    label = "event_conflict"
    default_message = "This event is already stored with other contents."


class RefusedError(StoreError):
    """The database answered with an error that isn't one of our words; ``code`` is its SQLSTATE or empty."""

    def __init__(self, code: str) -> None:
        super().__init__(log="database refused")
        self.code = code


# The words the database functions refuse with (store_refuse).
_REFUSALS: dict[str, Callable[[], AppError]] = {
    "not_found": NotFoundError,
    "interview_ended": GoneError,
    "at_capacity": CapacityError,
    "event_conflict": EventConflictError,
    "interview_running": lambda: ConflictError(
        "This interview is still running. End it first, then delete it."
    ),
    "account_running": lambda: ConflictError(
        "One of your interviews is still running. End it first, then delete your account."
    ),
}


class Api:
    """A Supabase project, reached with its secret key; safe to share between threads.

    Args:
        url: the project's address; https, or http on this computer.
        secret_key: the key that passes row-level security.

    Raises:
        StoreError: the address or the key can't be right.
    """

    def __init__(self, url: str, secret_key: SecretStr) -> None:
        parts = urlsplit(url)
        if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in _LOOPBACK):
            raise StoreError(
                "SUPABASE_URL must begin with https://, since the secret key goes there. "
                "Copy the address from the project's settings.",
                log="SUPABASE_URL is not https",
            )
        self._http = httpx.Client(timeout=_TIMEOUT, limits=_CONNECTIONS)
        options = SyncClientOptions(
            httpx_client=self._http,
            auto_refresh_token=False,
            persist_session=False,
            postgrest_client_retry=False,
        )
        try:
            self._client: Client = create_client(url, secret_key.get_secret_value(), options)
        except SupabaseException:
            raise StoreError(
                "SUPABASE_URL or SUPABASE_SECRET_KEY can't be used. Copy both from the project's settings.",
                log="Supabase settings can't be used",
            ) from None
        # Made here once: the SDK would make them on first use, in whichever threads come first.
        self._rest, self.storage = self._client.postgrest, self._client.storage

    def call(self, function: str, read: Callable[[Any], T], /, **arguments: Any) -> T:
        """Call ``store_<function>`` and read its data.

        Args:
            function: its name without the prefix.
            read: makes the result of the decoded JSON; what it can't read it raises KeyError, TypeError
                or ValueError for.
            arguments: without their ``p_``. PostgreSQL keeps no NUL character in a text: it becomes U+FFFD.

        Raises:
            AppError: what the function refuses with, by name.
            StoreError: anything else than an answer.
        """
        named = {f"p_{name}": storable(value) for name, value in arguments.items()}
        try:
            answer: Any = self._rest.rpc(f"store_{function}", named).execute().data
            return read(answer["data"])
        except APIError as error:
            _refuse(function, error)
        except httpx.HTTPError as error:
            log.warning("database could not be reached", function=function, failure=type(error).__name__)
            raise StoreError(log="database could not be reached") from None
        except (KeyError, TypeError, ValueError) as error:
            # The error's own text may quote the answer, and with it people's words.
            log.warning(
                "database answered in no form we know", function=function, failure=type(error).__name__
            )
            raise StoreError(log="database answered in no form we know") from None

    def check(self) -> None:
        """Whether the project answers and has our schema.

        Raises:
            StoreError: with what its operator can do.
        """
        try:
            found = self.call("version", int)
        except RefusedError as error:
            raise StoreError(_SET_UP.get(error.code), log="database refused at the opening") from None
        if found != VERSION:
            raise StoreError(
                f"The Supabase project has version {found} of MockFlow's tables, and this MockFlow needs "
                f"{VERSION}. Apply the files of supabase/migrations (see DEPLOYMENT.md), or update MockFlow.",
                log="database has another version of the schema",
            )

    def close(self) -> None:
        """Close every connection."""
        self._http.close()


def storable(value: Any) -> Any:
    """A text as PostgreSQL keeps it, without NUL characters; anything else as it is."""
    return value.replace("\0", "\N{REPLACEMENT CHARACTER}") if isinstance(value, str) else value


def _refuse(function: str, error: APIError) -> NoReturn:
    """Raise what an error answer means; its own text is kept back, for it may quote rows."""
    code = str(error.code or "")
    refusal = _REFUSALS.get(str(error.message)) if code.startswith("PT") else None
    if refusal is not None:
        raise refusal() from None
    log.warning("database refused", function=function, code=code)
    raise RefusedError(code) from None
