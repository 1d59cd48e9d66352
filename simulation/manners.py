"""How a simulated candidate behaves out of the ordinary, and who is told what happens to them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from simulation.ear import Caption


@dataclass(frozen=True)
class Manners:
    """How the candidate behaves out of the ordinary; answers and utterances count from 1.

    Attributes:
        interrupt_at: talk over the interviewer's n-th utterance, one second into it; 0: never.
        rest_in: in each of these answers the first sentence has a rest in its middle.
        rest_s: how long that rest is, in seconds.
        mute_in: these answers are given with the microphone off.
        leave_after: walk out after this many answers; 0: stay to the end.
    """

    interrupt_at: int = 0
    rest_in: frozenset[int] = frozenset()
    rest_s: float = 2.0
    mute_in: frozenset[int] = frozenset()
    leave_after: int = 0


@dataclass
class Watcher:
    """Who wants to know what happens; every call is made on the event loop."""

    caption: Callable[[Caption], None] = lambda _caption: None
    attributes: Callable[[dict[str, str]], None] = lambda _attributes: None
    said: Callable[[str], None] = lambda _text: None
