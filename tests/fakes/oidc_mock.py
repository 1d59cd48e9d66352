"""oidc-provider-mock, another project's provider: shows that ours isn't honest by our own lights only."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
from authlib.deprecate import AuthlibDeprecationWarning

with warnings.catch_warnings():
    warnings.simplefilter("ignore", AuthlibDeprecationWarning)  # it still imports authlib.jose
    from oidc_provider_mock import User, run_server_in_thread  # type: ignore[import-untyped] # it ships no types

ADA = User(sub="ada", claims={"name": "Ada Lovelace", "email": "ada@example.org", "email_verified": True})


@contextmanager
def mock_provider() -> Iterator[str]:
    """The issuer of a running provider that knows Ada."""
    with run_server_in_thread(require_nonce=True, user_claims=[ADA]) as server:
        yield f"http://localhost:{server.server_port}"


def press(address: str, **form: str) -> str:
    """Send the form of its page; the address it sends the browser back to."""
    answer = httpx.post(address, data=form)
    assert answer.status_code == httpx.codes.FOUND, answer.text
    return answer.headers["location"]
