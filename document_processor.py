"""Uploaded bytes to plain text, in a child process that can be killed and has nothing to steal."""

from __future__ import annotations

import os
import selectors
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import IO, Literal, cast

from pydantic import TypeAdapter, ValidationError

import logs
from documents import limits
from documents.reading import Reading, Section
from errors import DocumentError

ROOT = Path(__file__).resolve().parent
_INHERITED = ("PATH", "LANG", "LC_ALL", "SYSTEMROOT")
_CHUNK = 64 * 1024

_READING = TypeAdapter(Reading)
_REFUSAL = TypeAdapter(dict[Literal["error"], str])

log = logs.get(__name__)


@dataclass(frozen=True)
class Document:
    """What was read from a file.

    Attributes:
        text: what its reader sees, tidied.
        sections: of the text, as :mod:`documents.outline` makes them; one of kind ``hidden`` holds what
            its reader doesn't see.
        notices: codes of what the owner should know, as :mod:`documents.notices` words them.
    """

    media_type: str
    size_bytes: int
    text: str
    sections: tuple[Section, ...] = ()
    notices: tuple[str, ...] = ()


class ReadersBusyError(DocumentError):
    """As many documents as may be are being read, and none of them was done in time."""

    status = HTTPStatus.SERVICE_UNAVAILABLE
    label = "readers_busy"
    default_message = (
        "Other documents are being read just now. Wait a minute, then upload yours again, or paste the text."
    )


class Readers:
    """The places for children that read: each may take as much memory as :mod:`documents.limits` says.

    Args:
        places: how many read at once.

    Attributes:
        wait_s: seconds to wait for a place.
    """

    def __init__(self, places: int, *, wait_s: float = limits.WAIT_S) -> None:
        self._free = threading.BoundedSemaphore(places)
        self.wait_s = wait_s

    @contextmanager
    def place(self) -> Iterator[None]:
        """One of them, for as long as the block lasts; raises ReadersBusyError."""
        if not self._free.acquire(timeout=self.wait_s):
            raise ReadersBusyError
        try:
            yield
        finally:
            self._free.release()


_ALL = Readers(limits.READERS)


def read_document(
    data: bytes,
    *,
    max_bytes: int,
    readers: Readers = _ALL,
    deadline_s: float = limits.DEADLINE_S,
    module: str = "documents.child",
) -> Document:
    """The text of a PDF, DOCX or TXT file.

    Args:
        max_bytes: the largest file accepted.
        readers: where its child takes its place.
        deadline_s: seconds until the child is killed.
        module: what the child runs; another one in tests.

    Raises:
        DocumentError: with a sentence that says why and what to do; ReadersBusyError when there is no place.
    """
    if len(data) > max_bytes:
        megabytes = max_bytes / (1024 * 1024)
        raise DocumentError(
            f"This file is larger than {megabytes:g} MB. Choose a smaller one, or paste the text.",
            log="document is too large",
        )
    if not data.strip():
        raise _refusal("empty")
    with readers.place():
        answer = _run(module, data, deadline_s)
    reading = _reading(answer)
    sections, told = tuple(reading["sections"]), tuple(reading["notices"])
    return Document(reading["media_type"], len(data), reading["text"], sections, told)


def _refusal(code: str) -> DocumentError:
    return DocumentError(limits.MESSAGES.get(code), log=f"document refused: {code}")


def _reading(answer: bytes) -> Reading:
    """What the child answered; raises DocumentError when it refused or talked nonsense."""
    try:
        return _READING.validate_json(answer)
    except ValidationError:
        pass
    try:
        code = _REFUSAL.validate_json(answer)["error"]
    except (ValidationError, KeyError):
        code = "damaged"
    raise _refusal(code if code in limits.MESSAGES else "damaged")


def _run(module: str, data: bytes, deadline_s: float) -> bytes:
    """What the child says; raises DocumentError when it had to be killed or died."""
    with subprocess.Popen(  # noqa: S603 - our own interpreter and module, no shell
        [sys.executable, "-m", module],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # a parser's complaints may quote the file
        cwd=ROOT,
        env={name: os.environ[name] for name in _INHERITED if name in os.environ},
        start_new_session=True,
    ) as child:
        try:
            answer = _talk(child, data, time.monotonic() + deadline_s)
        except TimeoutError:
            log.warning("document reader was killed", deadline_s=deadline_s)
            raise _refusal("too_slow") from None
        finally:
            if child.poll() is None:
                os.killpg(child.pid, signal.SIGKILL)
    if child.returncode != 0:
        log.warning("document reader died", code=child.returncode)
        raise _refusal("too_slow")
    return answer


def _talk(child: subprocess.Popen[bytes], data: bytes, deadline: float) -> bytes:
    """Hand the child its document and take its answer, which may not be longer than an answer can be.

    Raises:
        TimeoutError: it isn't done at the deadline, or talks without end.
    """
    stdin, stdout = cast(IO[bytes], child.stdin), cast(IO[bytes], child.stdout)
    rest, answer = memoryview(data), bytearray()
    with selectors.DefaultSelector() as ready:
        for pipe, event in ((stdin, selectors.EVENT_WRITE), (stdout, selectors.EVENT_READ)):
            os.set_blocking(pipe.fileno(), False)
            ready.register(pipe, event)
        while ready.get_map():
            left = deadline - time.monotonic()
            if left <= 0 or len(answer) > limits.MAX_ANSWER_BYTES:
                raise TimeoutError
            for key, _ in ready.select(left):
                if key.fileobj is stdin:
                    try:
                        rest = rest[os.write(key.fd, rest[:_CHUNK]) :]
                    except BrokenPipeError:
                        rest = rest[:0]
                    if not rest:
                        ready.unregister(stdin)
                        stdin.close()
                elif part := os.read(key.fd, _CHUNK):
                    answer += part
                else:
                    ready.unregister(stdout)
    try:
        child.wait(max(0.1, deadline - time.monotonic()))
    except subprocess.TimeoutExpired:
        raise TimeoutError from None
    return bytes(answer)
