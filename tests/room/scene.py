"""The whole app with an owner's keys and an operator's, every one a canary, and the search for them."""

from __future__ import annotations

import base64
import secrets
import sqlite3
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from simulation.house import House
from tests.fakes.certificates import make_tls
from tests.fakes.guarded_names import environment
from tests.room import search
from tests.room.vendors import HOSTS, Vendors
from tests.room.visitor import Visitor

OWNERS = {
    "livekit key": "APIcanary" + secrets.token_hex(6),
    "livekit secret": "canary-livekit-" + secrets.token_hex(24),
    "wrong livekit secret": "canary-wrong-livekit-" + secrets.token_hex(24),
    "openai": "sk-proj-canary" + secrets.token_hex(20),
    "deepgram": "canarydeepgram" + secrets.token_hex(16),
    "assemblyai": "canaryassemblyai" + secrets.token_hex(16),
}
OPERATORS = {  # by the setting that the web app's environment holds
    "MASTER_KEYS": base64.b64encode(secrets.token_bytes(32)).decode(),
    "OPENAI_API_KEY": "sk-proj-canaryoperator" + secrets.token_hex(16),
    "DEEPGRAM_API_KEY": "canarydeepgramoperator" + secrets.token_hex(12),
    "ASSEMBLYAI_API_KEY": "canaryassemblyaioperator" + secrets.token_hex(12),
    "OIDC_CLIENT_SECRET": "canary-oidc-" + secrets.token_hex(16),
}
SETTINGS = {
    **OPERATORS,
    "OIDC_CLIENT_ID": "mockflow",
    "OIDC_ISSUER": "http://127.0.0.1:9",
    "LIVEKIT_ALLOWED_HOSTS": "ws://127.0.0.1:*",
    "LOG_LEVEL": "DEBUG",
    "LOG_FILES": "true",
}


@dataclass
class Scene:
    """A house, its vendors, and the browser of its one owner."""

    house: House
    vendors: Vendors
    web: Visitor
    tmp: Path
    secrets: dict[str, bytes] = field(default_factory=dict)

    @property
    def data(self) -> Path:
        return self.house.data_dir

    def events(self) -> list[str]:
        """Every event, as the database has it."""
        with closing(sqlite3.connect(self.data / "mockflow.db", timeout=10)) as db:
            return [str(row) for row in db.execute("SELECT * FROM events")]

    def places(self) -> Iterator[tuple[str, bytes]]:
        """Everything that outlives a request, what the system tells of each process, and every answer."""
        yield from search.files(self.data, self.tmp)
        yield from search.processes(self.house.pids())
        yield from self.web.shown

    def told(self) -> list[str]:
        """Where a secret stands outside the vault and outside the one place it belongs."""
        if not self.secrets:
            self.secrets = self._secrets()
        assert len(self.secrets) >= 8
        found = search.hits(self.places(), self.secrets | {"cookie": self.web.cookies[0].encode()})
        with closing(sqlite3.connect(self.data / "mockflow.db", timeout=10)) as db:
            hashes = {str(row[0]) for row in db.execute("SELECT token_hash FROM worker_tokens")}
        return sorted({*found, *search.tokens_with_hash(self.places(), hashes)} - self._at_home())

    def _secrets(self) -> dict[str, bytes]:
        services = self.house.services
        own = {name: value.encode() for name, value in (OWNERS | OPERATORS).items()}
        return own | {
            "master key": base64.b64decode(OPERATORS["MASTER_KEYS"]),
            "cookie key": (self.data / "secrets" / "cookie.key").read_bytes(),
            "embedded livekit": services.api_secret.get_secret_value().encode(),
            "embedded speech": services.speech_key.get_secret_value().encode(),
        }

    def _at_home(self) -> set[str]:
        """Where secrets come from or belong.

        Files of their own; what an operator starts us with; the answer to Start; and the log of
        livekit-server, here the vendor, which writes down the tokens it refuses, and in them who made them.
        """
        files = {"cookie key": "secrets/cookie.key"}
        files |= dict.fromkeys(("embedded livekit", "embedded speech"), "run/embedded.json")
        home = {f"{name} in {self.data / path}" for name, path in files.items()}
        for pid in gunicorn(self.house):
            home |= {f"{name} in /proc/{pid}/environ" for name in (*OPERATORS, "master key")}
        starts = [where for where, _ in self.web.shown if where.endswith("/start")]
        vendors_log = str(self.data / "logs" / "livekit.stderr.log")
        home |= {f"a signed token in {where}" for where in (*starts, vendors_log)}
        return home | {f"livekit key in {vendors_log}"}


def gunicorn(house: House) -> list[int]:
    """The web app's processes, the one that answers last."""
    found = [pid for pid in house.pids() if "app:app" in psutil.Process(pid).cmdline()]
    return sorted(found, key=lambda pid: psutil.Process(pid).create_time())


@asynccontextmanager
async def opened(tmp: Path) -> AsyncIterator[Scene]:
    tls = make_tls(tmp, HOSTS)
    keys = {name: OWNERS[name] for name in ("openai", "deepgram", "assemblyai")}
    with Vendors(tls, keys) as vendors:
        threading.Thread(target=vendors.serve_forever, daemon=True).start()
        rooms = tmp / "tmp"
        rooms.mkdir()
        settings = {**SETTINGS, "TMPDIR": str(rooms)}
        settings |= environment(tmp / "guard", vendors.port, HOSTS, tls.authority)
        pair = {OWNERS["livekit key"]: OWNERS["livekit secret"]}
        with House(tmp / "data", settings=settings, livekit_keys=pair) as house:
            house.wait_until_warm()
            vendors.services = house.services
            async with Visitor(house.url) as web:
                yield Scene(house, vendors, web, rooms)
        vendors.closing.set()
        vendors.shutdown()
