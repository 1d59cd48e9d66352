"""A small OpenID Connect provider on loopback: honest until a test tells it otherwise.

It checks what a provider checks (client secret, redirect address, code used once, PKCE).
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from urllib.parse import urlencode

from flask import Flask, Response, jsonify, redirect, request
from joserfc import jwt
from joserfc.jwk import ECKey, OctKey, RSAKey
from werkzeug.serving import make_server

CLIENT_ID, CLIENT_SECRET = "mockflow-at-the-provider", "a client secret of forty-one characters.."
GONE = object()  # as a claim's or a field's value: leave it out
Claims = dict[str, Any]
Signer = Callable[[Claims], str]


@cache
def key(kid: str) -> RSAKey:
    """The provider's signing key of that name."""
    return RSAKey.generate_key(2048, {"kid": kid, "use": "sig", "alg": "RS256"})


@cache
def curve_key() -> ECKey:
    """A signing key of another kind."""
    return ECKey.generate_key("P-256", {"kid": "curve", "use": "sig"})


def rs256(kid: str = "first", *, said: str | None = None) -> Signer:
    """Sign with the key ``kid``, and say that it was ``said``."""
    return lambda claims: jwt.encode({"alg": "RS256", "kid": said or kid}, claims, key(kid))


def es256(claims: Claims) -> str:
    """Sign with the elliptic key."""
    return jwt.encode({"alg": "ES256", "kid": "curve"}, claims, curve_key())


def hs256(secret: str | bytes) -> Signer:
    """Sign with a secret, as nobody may."""
    return lambda claims: jwt.encode({"alg": "HS256", "kid": "first"}, claims, OctKey.import_key(secret))


def hs256_with_public_key() -> Signer:
    """Sign with what everybody knows; by hand, since the library refuses."""
    return lambda claims: _by_hand(
        {"alg": "HS256", "kid": "first"},
        claims,
        lambda text: hmac.digest(key("first").as_pem(private=False), text, "sha256"),
    )


def unsigned(claims: Claims) -> str:
    """``alg`` none."""
    return _by_hand({"alg": "none"}, claims, lambda _: b"")


def _by_hand(header: Mapping[str, str], claims: Claims, sign: Callable[[bytes], bytes]) -> str:
    head, body = (_base64(json.dumps(part).encode()) for part in (header, claims))
    return f"{head}.{body}.{_base64(sign(f'{head}.{body}'.encode()))}"


def _base64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def changed(values: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """``values`` with ``changes``; GONE leaves one out."""
    return {name: value for name, value in {**values, **changes}.items() if value is not GONE}


@dataclass
class FakeProvider:
    """What a test may turn: the person, the claims, the signature, each answer."""

    port: int = 0
    person: Claims = field(
        default_factory=lambda: {
            "sub": "1001",
            "name": "Ada Lovelace",
            "email": "ada@example.org",
            "email_verified": True,
        }
    )
    claims: Claims = field(default_factory=dict)
    sign: Signer = field(default_factory=rs256)
    keys: list[Any] = field(default_factory=lambda: [key("first")])
    discovery: dict[str, Any] = field(default_factory=dict)
    token: dict[str, Any] = field(default_factory=dict)
    instead: dict[str, Callable[[], Any]] = field(default_factory=dict)  # path -> another answer
    asked: Counter[str] = field(default_factory=Counter)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    auth_methods: list[str] = field(default_factory=lambda: ["client_secret_basic", "client_secret_post"])

    @property
    def issuer(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def metadata(self) -> dict[str, Any]:
        """The discovery document."""
        return changed(
            {
                "issuer": self.issuer,
                "authorization_endpoint": f"{self.issuer}/authorize",
                "token_endpoint": f"{self.issuer}/token",
                "jwks_uri": f"{self.issuer}/jwks",
                "response_types_supported": ["code"],
                "subject_types_supported": ["public"],
                "id_token_signing_alg_values_supported": ["RS256", "ES256", "HS256", "none"],
                "token_endpoint_auth_methods_supported": self.auth_methods,
            },
            self.discovery,
        )

    def authorize(self) -> Response | Any:
        """The person agrees at once."""
        code = secrets.token_urlsafe(16)
        self.codes[code] = request.args.to_dict()
        back = {"code": code, "state": request.args["state"]}
        return redirect(f"{request.args['redirect_uri']}?{urlencode(back)}")

    def exchange(self) -> tuple[Response, int] | Response:
        """Code for tokens, once, for who holds the secret and the verifier."""
        if self._secret() != CLIENT_SECRET:
            return jsonify(error="invalid_client", error_description="WORDS OF THE PROVIDER"), 401
        asked = self.codes.pop(request.form.get("code", ""), None)
        challenge = _base64(hashlib.sha256(request.form.get("code_verifier", "").encode()).digest())
        if (
            asked is None
            or asked["redirect_uri"] != request.form.get("redirect_uri")
            or (asked.get("code_challenge"), asked.get("code_challenge_method")) != (challenge, "S256")
        ):
            return jsonify(error="invalid_grant", error_description="WORDS OF THE PROVIDER"), 400
        tokens = {"access_token": "opaque", "token_type": "Bearer", "expires_in": 3600}
        return jsonify(changed({**tokens, "id_token": self.sign(self._claims(asked))}, self.token))

    def _secret(self) -> str:
        if request.authorization is not None and "client_secret_basic" in self.auth_methods:
            return request.authorization.password or ""
        return request.form.get("client_secret", "") if "client_secret_post" in self.auth_methods else ""

    def _claims(self, asked: Mapping[str, str]) -> Claims:
        now = int(time.time())
        basis = {"iss": self.issuer, "aud": asked["client_id"], "iat": now, "exp": now + 300}
        return changed({**basis, "nonce": asked["nonce"], **self.person}, self.claims)

    def app(self) -> Flask:
        """Its four pages, and one where nobody has any business."""
        app = Flask("provider")
        pages: dict[str, Callable[[], Any]] = {
            "/.well-known/openid-configuration": lambda: jsonify(self.metadata()),
            "/authorize": self.authorize,
            "/token": self.exchange,
            "/jwks": lambda: jsonify(keys=[one.as_dict(private=False) for one in self.keys]),
            "/elsewhere": lambda: jsonify(self.metadata()),
        }

        def answer(path: str) -> Any:
            self.asked[f"/{path}"] += 1
            return self.instead.get(f"/{path}", pages[f"/{path}"])()

        app.add_url_rule("/<path:path>", view_func=answer, methods=["GET", "POST"])
        return app


@contextmanager
def serving() -> Iterator[FakeProvider]:
    """An honest provider that answers until the block ends."""
    provider = FakeProvider()
    server = make_server("127.0.0.1", 0, provider.app(), threaded=True)
    provider.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        thread.join(5)
        server.server_close()
