"""A real Supabase on this computer: ``@supabase/lite``, PostgREST, Auth and Storage over PGlite."""

from __future__ import annotations

import os
import secrets
import shutil
import signal
import subprocess
import time
from pathlib import Path
from typing import Any

import httpx
import jwt
from pydantic import SecretStr

from embedded.install.npm import node
from embedded.install.supabase_emulator import HOME, PROGRAM
from embedded.ports import free
from tests.house.tree import ROOT

MIGRATIONS = ROOT / "supabase" / "migrations"
HERE = Path(__file__).parent
_BOOT_S, _EVERY_S, _STOP_S = 120.0, 0.1, 10.0
_CONFIG = """
[api]
port = {port}
max_rows = 1000

[db]
driver = "pglite"
url = "supabase/.temp/data"

[auth]
enabled = true
jwt_secret = "{jwt_secret}"
publishable_key = "{publishable_key}"
secret_key = "{secret_key}"

[storage]
enabled = true
file_size_limit = "50MiB"
"""


class Emulator:
    """One server in its own directory, with every migration of ours and the tests' own functions."""

    def __init__(self, home: Path) -> None:
        self.home = home
        (port,) = free()
        self.url = f"http://127.0.0.1:{port}"
        self.secret_key = SecretStr("sb_secret_" + secrets.token_urlsafe(24))
        self.publishable_key = "sb_publishable_" + secrets.token_urlsafe(24)
        self._jwt_secret = secrets.token_urlsafe(48)
        project = home / "supabase"
        shutil.copytree(MIGRATIONS, project / "migrations")
        shutil.copyfile(HERE / "helpers.sql", project / "migrations" / "99990101000000_helpers.sql")
        (project / "config.toml").write_text(
            _CONFIG.format(
                port=port,
                jwt_secret=self._jwt_secret,
                publishable_key=self.publishable_key,
                secret_key=self.secret_key.get_secret_value(),
            )
        )
        self._log = (home / "log").open("wb")
        self._process = subprocess.Popen(
            [*self._lite(), "dev", "--no-admin", "--host", "127.0.0.1"],
            cwd=home,
            env=self._environment(),
            stdin=subprocess.DEVNULL,
            stdout=self._log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        self._http = httpx.Client(base_url=self.url, timeout=20.0)
        self._wait()

    def _lite(self) -> list[str]:
        program = node()
        assert program is not None, "node is missing: run make setup-dev"
        assert PROGRAM.exists(), f"{HOME} is missing: run make setup-dev"
        return [str(program), "--import", str(HERE / "byte_streams.mjs"), str(PROGRAM), "--no-telemetry"]

    def _environment(self) -> dict[str, str]:
        return {"PATH": os.environ["PATH"], "HOME": str(self.home), "EXPERIMENTAL_STORAGE": "1"}

    def _wait(self) -> None:
        until = time.monotonic() + _BOOT_S
        while time.monotonic() < until and self._process.poll() is None:
            try:
                self.ask("select 1 as one")
            except (httpx.HTTPError, AssertionError):
                time.sleep(_EVERY_S)
            else:
                return
        self.close()
        raise AssertionError("Supabase didn't start:\n" + (self.home / "log").read_text()[-4000:])

    def close(self) -> None:
        """End the server and wait until it is gone."""
        self._http.close()
        if self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGTERM)
            try:
                self._process.wait(_STOP_S)
            except subprocess.TimeoutExpired:
                os.killpg(self._process.pid, signal.SIGKILL)
                self._process.wait()
        self._log.close()

    def headers(self, role: str, subject: str = "") -> dict[str, str]:
        """What somebody sends with each request: ``anon``, ``authenticated`` as a subject, or ``service``."""
        if role == "service":
            return {"apikey": self.secret_key.get_secret_value()}
        if role == "anon":
            return {"apikey": self.publishable_key}
        claims = {"role": role, "sub": subject, "aud": role, "exp": int(time.time()) + 3600}
        token = jwt.encode(claims, self._jwt_secret, algorithm="HS256")
        return {"apikey": self.publishable_key, "Authorization": f"Bearer {token}"}

    def request(self, method: str, path: str, headers: dict[str, str], **more: Any) -> httpx.Response:
        """Straight at the REST or Storage API."""
        return self._http.request(method, path, headers=headers, **more)

    def run(self, sql: str) -> None:
        """Statements as the database's owner."""
        self._function("test_run", sql)

    def ask(self, sql: str) -> list[dict[str, Any]]:
        """The rows of a query as the database's owner."""
        rows: list[dict[str, Any]] = self._function("test_ask", sql)["rows"]
        return rows

    def _function(self, name: str, sql: str) -> Any:
        answer = self.request("POST", f"/rest/v1/rpc/{name}", self.headers("service"), json={"p_sql": sql})
        assert answer.status_code == 200, answer.text
        return answer.json()

    def empty(self) -> None:
        """Take out every row of ours; files that are left have no name any more."""
        self.run("truncate public.users cascade; delete from storage.objects")

    def command(self, *words: str) -> str:
        """Run another command of ``lite`` in this project; its output."""
        done = subprocess.run(
            [*self._lite(), *words],
            cwd=self.home,
            env=self._environment(),
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout
