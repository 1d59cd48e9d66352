"""Every way a provider goes wrong, as the fault matrices run them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tests.fakes.vendors import Fault, Service

FAULTS = {
    "401": Fault("401", None),
    "quota": Fault("quota", None),
    "429": Fault("429", None),
    "429, Retry-After": Fault("429", None, retry_after_s=30),
    "500": Fault("500", None),
    "timeout": Fault("timeout", None),
    "stall": Fault("stall", None),
    "reset": Fault("reset", None),
    "malformed": Fault("malformed", None),
    "slow": Fault("slow", None, delay_s=30.0, between_s=30.0),
    "refused": Fault("refused", None),
}
WHEN = ("start", "mid-turn")


def fail(service: Service[Any, Any], fault: Fault, *, after: int) -> None:
    """Let the service go wrong, after so many chunks of the next answer."""
    if after and fault.kind == "refused":
        service.fail(Fault("reset", 1, after=after), Fault("reset", None))
    else:
        service.fail(replace(fault, after=after))
