"""Structured JSON logs: a fixed sentence plus fields, and nobody's words.

Fields with a secret-looking name are masked, and so is anything shaped like a JWT or an API key
inside an exception's text: provider SDKs print whole tokens in their errors.
"""

from __future__ import annotations

import fcntl
import logging
import logging.handlers
import os
import re
import sys
from collections.abc import MutableMapping
from pathlib import Path
from typing import Any

import structlog

_SECRET_NAME = re.compile(r"(token|secret|key|password|authorization|cookie|credential)", re.IGNORECASE)
_SECRET_SHAPE = re.compile(
    r"eyJ[\w-]{5,}\.[\w-]+\.[\w-]+|\b(?:sk|pk|dg|gsk)-[\w-]{8,}|Bearer\s+\S+|access_token=[^&\s]+"
)
_MASK = "[masked]"
MAX_BYTES, KEPT = 5_000_000, 3
_CHATTY = (
    *("httpx", "httpx2", "httpcore", "asyncio", "urllib3", "authlib"),
    *("flask-limiter", "flask_wtf"),
)


def _mask(_logger: object, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    for name, value in event.items():
        if _SECRET_NAME.search(name) and name not in ("key_id",):
            event[name] = _MASK
        elif isinstance(value, str):
            event[name] = _SECRET_SHAPE.sub(_MASK, value)
    return event


class _SharedFile(logging.handlers.WatchedFileHandler):
    """A file that many processes append to: whoever finds it full moves it aside, the others follow."""

    def emit(self, record: logging.LogRecord) -> None:
        """Write a line, into a fresh file when this one is full."""
        try:
            if self.stream and os.fstat(self.stream.fileno()).st_size >= MAX_BYTES:
                self._move_aside()
        except OSError:
            self.handleError(record)
        super().emit(record)

    def _move_aside(self) -> None:
        path = Path(self.baseFilename)
        with path.with_suffix(".lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not path.exists() or path.stat().st_size < MAX_BYTES:
                return  # another process did
            for number in range(KEPT, 0, -1):
                older = path.with_name(f"{path.name}.{number - 1}") if number > 1 else path
                if older.exists():
                    older.replace(path.with_name(f"{path.name}.{number}"))


def configure(
    process: str, level: str = "INFO", *, directory: Path | None = None, stream: Any = None
) -> None:
    """Send every log line of this process, ours and libraries', to stderr as one JSON object.

    Args:
        process: short name put on every line, e.g. ``web`` or ``worker``.
        level: least severe level written.
        directory: where ``<process>.log`` is written too (moved aside at 5 MB, three kept). Many
            processes of one name may write there at once.
        stream: instead of stderr.
    """
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared,
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.format_exc_info,
            _mask,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
    )
    handlers: list[logging.Handler] = [logging.StreamHandler(stream or sys.stderr)]
    if directory is not None:
        directory.mkdir(parents=True, exist_ok=True)
        handlers.append(_SharedFile(directory / f"{process}.log", encoding="utf-8"))
    root = logging.getLogger()
    for handler in handlers:
        handler.setFormatter(formatter)
    root.handlers[:] = handlers
    root.setLevel(level)
    for chatty in _CHATTY:
        logging.getLogger(chatty).setLevel(max(root.level, logging.WARNING))
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    structlog.contextvars.bind_contextvars(process=process)


def get(name: str) -> structlog.stdlib.BoundLogger:
    """The logger of a module."""
    logger: structlog.stdlib.BoundLogger = structlog.get_logger(name)
    return logger
