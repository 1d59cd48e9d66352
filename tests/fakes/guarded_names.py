"""The names of providers lead to a double on loopback, in every process that a test's house starts.

The product takes no setting for this, so that nobody can open its guard by one: Python itself reads a
``sitecustomize`` of the test's at its start, from the one folder that PYTHONPATH names.
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Sequence
from pathlib import Path

import outbound
from embedded.process import ROOT
from outbound.guard import Endpoint


def install(port: int, names: Sequence[str], authority: str) -> None:
    """Let the product's own guard find ``names`` at this port of loopback, and nothing anywhere else.

    Args:
        authority: the path of its certificate.
    """
    here: Endpoint = ("127.0.0.1", port)

    def resolve(host: str, _port: int) -> Sequence[Endpoint]:
        if host not in names:
            raise socket.gaierror(socket.EAI_NONAME, "the test knows no such name")
        return [here]

    for name, value in (
        ("resolve", resolve),
        ("allows", lambda endpoint: endpoint == here),
        ("tls", ssl.create_default_context(cafile=authority)),
    ):
        object.__setattr__(outbound.PUBLIC, name, value)  # it is frozen, and already a default everywhere


def environment(folder: Path, port: int, names: Sequence[str], authority: Path) -> dict[str, str]:
    """Write that ``sitecustomize`` and return the variable that leads to it."""
    folder.mkdir()
    call = f"install({port}, {tuple(names)!r}, {str(authority)!r})"
    text = f"from tests.fakes.guarded_names import install\n\n{call}\n"
    (folder / "sitecustomize.py").write_text(text, encoding="utf-8")
    return {"PYTHONPATH": f"{folder}:{ROOT}"}
