"""``python -m documents.child``: a document on stdin, one JSON object on stdout.

It limits itself before it looks at a single byte; the parent kills it at the deadline.
"""

from __future__ import annotations

import json
import resource
import sys

from . import limits
from .raw import UnreadableError
from .readers import read
from .reading import Reading


def _limit() -> None:
    for kind, most in (
        (resource.RLIMIT_AS, limits.MEMORY_BYTES),
        (resource.RLIMIT_CPU, limits.CPU_S),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NPROC, 0),
    ):
        resource.setrlimit(kind, (most, most))


def main() -> None:
    """Read, answer, leave."""
    _limit()
    try:
        answer: Reading | dict[str, str] = read(sys.stdin.buffer.read())
    except UnreadableError as error:
        answer = {"error": error.code}
    except (MemoryError, RecursionError):
        answer = {"error": "too_slow"}
    except Exception:  # noqa: BLE001 - the child's boundary: parsers fail in every way on hostile bytes
        answer = {"error": "damaged"}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main()
