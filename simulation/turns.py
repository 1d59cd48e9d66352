"""When a polite candidate speaks: pure, time is an argument (epoch seconds)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

QUIET_S = 0.6  # of silence after a question
UNSURE_S = 4.0  # of silence after something that asks nothing
LOST_WORDS_S = 6.0  # of silence when the interviewer was heard but no caption came

_REQUEST = re.compile(
    r"^(so |and |now |then |okay |please |first |next |could you |can you |let['’]s )*"
    r"(tell|describe|walk|explain|give|share|take|talk|introduce|think|say|pick|imagine|name|help)\b",
    re.IGNORECASE,
)


def asks(text: str) -> bool:
    """Whether the last sentence, or the one before, asks for an answer."""
    sentences = [part for part in re.split(r"(?<=[.?!])\s+", text.strip()) if part]
    return any(part.endswith("?") or _REQUEST.match(re.sub(r"[,:;]", "", part)) for part in sentences[-2:])


@dataclass
class TurnTaking:
    """What the candidate knows of the other side since their own last word."""

    state: str = ""
    stage: str = ""
    captions: dict[str, str] = field(default_factory=dict)
    first_audible: float = 0.0
    last_audible: float = 0.0
    utterance_at: float = 0.0

    @property
    def words(self) -> str:
        """What the interviewer has said since, in order."""
        return " ".join(text.strip() for text in self.captions.values() if text.strip())

    def hear(self, now: float, audible: bool) -> bool:
        """Take in a frame of the interviewer's sound; True for the first audible one since our last word."""
        if not audible:
            return False
        if now - self.last_audible > QUIET_S:
            self.utterance_at = now
        self.last_audible = now
        first = not self.first_audible
        if first:
            self.first_audible = now
        return first

    def caption(self, segment: str, text: str) -> None:
        """Take in the words of one segment so far."""
        self.captions[segment] = text

    def is_speaking(self, now: float) -> bool:
        """Whether the interviewer can be heard right now."""
        return bool(self.last_audible) and now - self.last_audible < QUIET_S

    def mine(self, now: float) -> bool:
        """Whether it is the candidate's turn."""
        if not self.first_audible or self.state != "listening":
            return False
        quiet = now - self.last_audible
        if not self.words:
            return quiet >= LOST_WORDS_S
        if asks(self.words):
            return quiet >= QUIET_S
        return self.stage != "closing" and quiet >= UNSURE_S

    def spoke(self) -> None:
        """The candidate has taken the turn: start afresh."""
        self.captions.clear()
        self.first_audible = 0.0
