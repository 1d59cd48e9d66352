"""What the real plugins do on each fault, as the table in ``docs/provider-faults.md`` says it."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from livekit.agents import APIConnectionError, APIConnectOptions, APIError, APIStatusError, APITimeoutError

from tests.fakes.vendors import Fault, Vendors
from tests.voice import plugins
from tests.voice.plugins import Work

pytestmark = pytest.mark.process

FAULTS = {
    "401": Fault("401", None),
    "quota": Fault("quota", None),
    "429": Fault("429", None),
    "429, Retry-After": Fault("429", None, retry_after_s=1),
    "500": Fault("500", None),
    "500 midway": Fault("500", after=3),
    "timeout": Fault("timeout", None),
    "stall midway": Fault("stall", None, after=3),
    "reset": Fault("reset", None),
    "reset midway": Fault("reset", after=3),
    "malformed": Fault("malformed", None),
    "malformed midway": Fault("malformed", None, after=3),
    "slow": Fault("slow", None, delay_s=0.8),
    "refused": Fault("refused"),
}
WORKS: dict[str, tuple[str, Work]] = {
    "OpenAI chat": ("chat", plugins.chat),
    "OpenAI transcription": ("transcription", plugins.transcription),
    "OpenAI speech": ("speech", plugins.speech),
    "Deepgram listen": ("listen", plugins.listen),
    "AssemblyAI": ("assemblyai", plugins.streaming),
    "Deepgram speak": ("speak", plugins.speak),
}
ONE_RETRY = APIConnectOptions(max_retry=1, timeout=0.4, retry_interval=0.01)
GIVE_UP_S, LOST_S, LONG_S = 1.6, 6.0, 30.0
ANSWER = "Tell me about a project you are proud of."


def table() -> list[tuple[str, str, str]]:
    """Fault, service and outcome of each cell."""
    text = (Path(__file__).parents[2] / "docs" / "provider-faults.md").read_text(encoding="utf-8")
    rows = [[c.strip() for c in line.strip("| ").split("|")] for line in text.splitlines() if line[:1] == "|"]
    head, body = rows[0], rows[2:]
    return [(row[0], head[i], row[i]) for row in body for i in range(1, len(head))]


async def outcome(work: Work, vendors: Vendors, service: str, patience_s: float) -> str:
    """What came of it, and how many requests arrived."""
    try:
        told = await asyncio.wait_for(work(vendors, ONE_RETRY), patience_s)
        whole = ANSWER if service == "chat" else plugins.words()
        came = "answer" if told == whole else "twice" if told.endswith(whole) else "short"
    except TimeoutError:
        came = "nothing"
    except APIError as error:
        came = _named(error)
    except Exception as error:  # noqa: BLE001 - that it is none of livekit's is the finding
        came = type(error).__name__
    tries = len(getattr(vendors, service).asked)
    if service in ("listen", "assemblyai") and tries == 2 and came in ("nothing", "short"):
        came = "lost"  # how many words had reached the first connection is a matter of luck
    return f"{came} ×{tries if came != 'nothing' or tries < 3 else 'n'}"


def _named(error: APIError) -> str:
    first = error.__cause__ if isinstance(error.__cause__, APIError) else error
    if isinstance(first, APIStatusError):
        return str(first.status_code)
    if isinstance(first, APITimeoutError):
        return "timeout"
    return "connection" if isinstance(first, APIConnectionError) else "error"


def test_the_table_has_every_fault_and_every_service() -> None:
    assert {(fault, service) for fault, service, _ in table()} == {(f, s) for f in FAULTS for s in WORKS}


@pytest.mark.parametrize(("fault", "service", "told"), table(), ids=lambda value: str(value))
async def test_a_plugin_does_on_a_fault_what_the_table_says(
    vendors: Vendors, fault: str, service: str, told: str
) -> None:
    name, work = WORKS[service]
    vendors.chat.answer(ANSWER)
    getattr(vendors, name).fail(FAULTS[fault])
    word = told.split()[0]
    patience_s = {"nothing": GIVE_UP_S, "lost": LOST_S}.get(word, LONG_S)
    assert await outcome(work, vendors, name, patience_s) == told
