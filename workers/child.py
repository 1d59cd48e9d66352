"""The first moments of a forked worker: from a copy of the warm parent to a process of its own."""

from __future__ import annotations

import importlib
import os
import signal
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import logs
from workers.protocol import ExitCode

_DEFAULTED = (signal.SIGTERM, signal.SIGHUP, signal.SIGCHLD, signal.SIGUSR1, signal.SIGUSR2)


def load(name: str) -> Callable[[], object]:
    """The function that ``module:function`` names.

    Raises:
        ImportError, AttributeError: there is none.
    """
    module, _, function = name.partition(":")
    found: Callable[[], object] = getattr(importlib.import_module(module), function)
    return found


def become_worker(entry: str, *, stdin: int, leave_parent: Callable[[], None]) -> NoReturn:
    """Run ``entry`` as a worker and exit with the code it returns; never comes back.

    Args:
        entry: ``module:function`` that reads its job from stdin.
        stdin: the pipe's reading end; becomes descriptor 0.
        leave_parent: closes what belongs to the warm parent.
    """
    code = int(ExitCode.COULD_NOT_BOOT)
    try:
        os.setsid()
        _default_signals()
        leave_parent()
        os.dup2(stdin, 0)
        os.close(stdin)
        code = _code(load(entry)())
    except SystemExit as leaving:
        code = _code(leaving.code)
    except BaseException as failure:  # noqa: BLE001 (the process ends here: nobody above could hear of it)
        _report(failure)
    finally:
        _flush()
        os._exit(code)


def _code(value: object) -> int:
    if value is None:
        return int(ExitCode.ENDED)
    return int(value) if isinstance(value, int) else int(ExitCode.COULD_NOT_BOOT)


def _default_signals() -> None:
    signal.set_wakeup_fd(-1)
    for number in _DEFAULTED:
        signal.signal(number, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.pthread_sigmask(signal.SIG_SETMASK, ())


def _report(failure: BaseException) -> None:
    """Type and place only: the text of a failed job's error may hold the candidate's words."""
    frames = traceback.extract_tb(failure.__traceback__)
    place = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    logs.get(__name__).error("worker failed", error=type(failure).__name__, place=place)


def _flush() -> None:
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):
            continue
