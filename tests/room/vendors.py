"""OpenAI, Deepgram and AssemblyAI as a whole house meets them: each wants its own key, and quotes it."""

from __future__ import annotations

from http.server import BaseHTTPRequestHandler
from urllib.parse import urlsplit

import httpx

from embedded.services import EmbeddedServices
from tests.fakes import providers
from tests.fakes.certificates import Tls
from tests.fakes.providers import Answer

HOSTS = ("api.openai.com", "api.deepgram.com", "api.assemblyai.com", "streaming.assemblyai.com")
_AUDIO = "/v1/audio/"


class Vendors(providers.FakeProviders):
    """The vendors behind one port; speech itself is the embedded server's work.

    Attributes:
        keys: by vendor, the key it knows.
        faults: by path, the status it answers with; the body quotes the key, as the real ones' do.
        services: who hears and speaks for OpenAI; there once a house is open.
    """

    def __init__(self, tls: Tls, keys: dict[str, str]) -> None:
        super().__init__(tls)
        self.keys = keys
        self.faults: dict[str, int] = {}
        self.services: EmbeddedServices | None = None

    def usual(self, request: BaseHTTPRequestHandler, body: bytes) -> Answer:
        """What the vendor says to a request with its key."""
        path, sent = urlsplit(request.path).path, request.headers.get("Authorization", "")
        host = request.headers.get("Host", "").partition(":")[0]
        key = self.keys[host.split(".")[1]]
        fault = self.faults.get(path, 0)
        if fault or key not in sent:
            said = f"Incorrect API key provided: {sent}. You asked with {key}."
            return Answer(
                fault or 401, {"error": {"message": said, "code": "invalid_api_key"}, "err_msg": said}
            )
        if path.startswith(_AUDIO):
            return self._speech(path, request.headers["Content-Type"], body)
        request.headers.replace_header("Authorization", sent.replace(key, providers.KEY))
        return super().usual(request, body)

    def _speech(self, path: str, kind: str, body: bytes) -> Answer:
        assert self.services is not None
        headers = {
            "Authorization": f"Bearer {self.services.speech_key.get_secret_value()}",
            "Content-Type": kind,
        }
        there = self.services.speech_url.removesuffix("/v1") + path
        answer = httpx.post(there, content=body, headers=headers, timeout=60, trust_env=False)
        return Answer(answer.status_code, answer.content, {"Content-Type": answer.headers["Content-Type"]})
