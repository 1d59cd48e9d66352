"""Uploaded bytes to plain text, in a child process that can be killed and has nothing to steal."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

import logs
from documents import limits
from errors import DocumentError

ROOT = Path(__file__).resolve().parent
_INHERITED = ("PATH", "LANG", "LC_ALL", "SYSTEMROOT")

_ANSWER: TypeAdapter[dict[str, str]] = TypeAdapter(dict[str, str])

log = logs.get(__name__)


@dataclass(frozen=True)
class Document:
    """What was read from a file."""

    media_type: str
    size_bytes: int
    text: str


def read_document(
    data: bytes,
    *,
    max_bytes: int,
    deadline_s: float = limits.DEADLINE_S,
    module: str = "documents.child",
) -> Document:
    """The text of a PDF, DOCX or TXT file.

    Args:
        max_bytes: the largest file accepted.
        deadline_s: seconds until the child is killed.
        module: what the child runs; another one in tests.

    Raises:
        DocumentError: with a sentence that says why and what to do.
    """
    if len(data) > max_bytes:
        megabytes = max_bytes / (1024 * 1024)
        raise DocumentError(
            f"This file is larger than {megabytes:g} MB. Choose a smaller one, or paste the text.",
            log="document is too large",
        )
    if not data.strip():
        raise _refusal("empty")
    answer = _run(module, data, deadline_s)
    if "error" in answer:
        raise _refusal(answer["error"])
    return Document(answer["media_type"], len(data), answer["text"])


def _refusal(code: str) -> DocumentError:
    return DocumentError(limits.MESSAGES.get(code), log=f"document refused: {code}")


def _run(module: str, data: bytes, deadline_s: float) -> dict[str, str]:
    """The child's answer; an error code of our own when it gave none."""
    child = subprocess.Popen(  # noqa: S603 - our own interpreter and module, no shell
        [sys.executable, "-m", module],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # a parser's complaints may quote the file
        cwd=ROOT,
        env={name: os.environ[name] for name in _INHERITED if name in os.environ},
        start_new_session=True,
    )
    try:
        output, _ = child.communicate(data, timeout=deadline_s)
    except subprocess.TimeoutExpired:
        log.warning("document reader was killed", deadline_s=deadline_s)
        return {"error": "too_slow"}
    finally:
        if child.poll() is None:
            os.killpg(child.pid, signal.SIGKILL)
            child.communicate()
    if child.returncode != 0:
        log.warning("document reader died", code=child.returncode)
        return {"error": "too_slow"}
    try:
        return _ANSWER.validate_json(output)
    except ValidationError:
        return {"error": "damaged"}
