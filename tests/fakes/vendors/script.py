"""What a test sets and reads of one emulated service: answers, delays, faults, and what it was asked."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, Literal, TypeVar

Kind = Literal["401", "quota", "429", "500", "timeout", "stall", "reset", "malformed", "slow", "refused"]
Question = TypeVar("Question")
Answer = TypeVar("Answer")

KEY = "sk-proj-FAKE0123456789abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True)
class Fault:
    """One way to go wrong.

    ``401``, ``quota``, ``429`` (with ``retry_after_s``: a Retry-After header) and ``500`` are what the vendor
    sends for them; ``timeout`` accepts and never answers; ``stall`` falls silent; ``reset`` is a TCP RST;
    ``malformed`` is JSON cut in half, or a web page for audio; ``slow`` waits; ``refused`` lets nobody
    connect until :meth:`Service.mend`, whatever ``times`` says, since nobody can count who isn't let in.

    Attributes:
        times: how many requests or websockets it hits; None for all of them.
        after: chunks (tokens, 0.1 s of audio, messages) that are answered well before it.
        retry_after_s: for ``429``.
        delay_s: for ``slow``, before the first chunk.
        between_s: for ``slow``, before each further chunk.
    """

    kind: Kind
    times: int | None = 1
    after: int = 0
    retry_after_s: float | None = None
    delay_s: float = 2.0
    between_s: float = 0.0


@dataclass
class Delays:
    """Seconds a healthy service takes.

    Attributes:
        first_s: before the first token, the first byte of audio, or a whole answer.
        between_s: before each further token or 0.1 s of audio.
        final_s: from the last loud audio to the final transcript, in streaming recognition.
    """

    first_s: float = 0.0
    between_s: float = 0.0
    final_s: float = 0.0


@dataclass
class Asked:
    """One request or websocket.

    Attributes:
        headers: their names, lower case; values are kept for nobody.
        key_ok: whether it carried the right key.
        model: as asked for, in body, form or query; empty when none was.
        form: the fields of a multipart body but the file.
        said: JSON messages that came through the websocket.
        audio: what came to be recognised, as sent.
        fault: the kind that hit it, if any.
    """

    method: str
    path: str
    query: dict[str, str]
    headers: frozenset[str]
    key_ok: bool
    at: float
    body: bytes = b""
    model: str = ""
    form: dict[str, str] = field(default_factory=dict)
    said: list[dict[str, Any]] = field(default_factory=list)
    audio: bytearray = field(default_factory=bytearray)
    fault: Kind | None = None

    @property
    def json(self) -> Any:
        """The body, parsed."""
        return json.loads(self.body)


class Answers(Generic[Question, Answer]):
    """A function of what is asked, or a list that is gone through, of which the last answer stays."""

    def __init__(self, usual: Callable[[Question], Answer]) -> None:
        self._source: Callable[[Question], Answer] | list[Answer] = usual

    def set(self, source: Callable[[Question], Answer] | Sequence[Answer]) -> None:
        """Answer from now on like this. A function runs in the server's thread."""
        if not callable(source) and not source:
            raise ValueError("a list of answers needs at least one")
        self._source = source if callable(source) else list(source)

    @property
    def listed(self) -> bool:
        """Whether the answers are a list."""
        return isinstance(self._source, list)

    def peek(self, question: Question) -> Answer:
        """The answer that is due, which stays due."""
        return self._source[0] if isinstance(self._source, list) else self._source(question)

    def take(self, question: Question) -> Answer:
        """The answer that is due, which is then used up."""
        due = self.peek(question)
        if isinstance(self._source, list) and len(self._source) > 1:
            self._source.pop(0)
        return due
