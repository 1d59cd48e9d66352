"""One-time work of a worker process, done once in the warm parent and inherited by every fork.

Everything here is fork-safe: imports, a ``dlopen``, native model weights, a TLS context; no
threads and no event loop. The pattern is livekit-agents' ``ipc/_preload.py``, less its end-of-turn
weights (243 MB), which this worker doesn't use.
"""

from __future__ import annotations

import importlib

import httpx2
from livekit import local_inference
from livekit.rtc._ffi_client import get_ffi_lib


def preload() -> None:
    """Import and load what every worker needs."""
    for module in (
        "av",
        "openai.resources",
        "openai.resources.audio",
        "livekit.plugins.openai",
        "agent_worker",
    ):
        importlib.import_module(module)
    local_inference.init_vad()
    get_ffi_lib()
    httpx2.AsyncClient()
