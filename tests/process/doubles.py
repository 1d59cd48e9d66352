"""Workers that are slow, never ready, hang or die: run in real processes by the tests beside this file.

Each reads its job and behaves as the job's brief says in ``candidate_name``; what a test must see is
written to the job's spool directory.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from interview.events import EndedData, EventData, ReadyData, TurnData, envelope
from interview.models import EndReason

Job = dict[str, Any]


def run() -> int:
    """The entry: act as told."""
    started = time.time()
    job: Job = json.loads(sys.stdin.readline())
    out = Path(job["spool_dir"])
    note(out / f"{job['interview_id']}.started", f"{os.getpid()} {started}")
    return BEHAVIOURS[job["brief"]["candidate_name"]](job, out)


def note(path: Path, text: str) -> None:
    """Write a file that appears whole or not at all."""
    draft = path.with_suffix(path.suffix + ".draft")
    draft.write_text(text)
    draft.replace(path)


def spool(job: Job, *data: EventData, torn: str = "") -> None:
    lines = [
        envelope(one, run=job["run"], seq=seq, at=datetime.now(UTC)).model_dump_json()
        for seq, one in enumerate(data)
    ]
    path = Path(job["spool_dir"]) / f"{job['interview_id']}.{job['run']}.jsonl"
    path.write_text("".join(line + "\n" for line in lines) + torn)


def turn(text: str) -> TurnData:
    return TurnData(speaker="candidate", text=text, stage="greeting", source="typed")


def forever() -> int:
    while True:
        signal.pause()


def ends_when_asked(job: Job, out: Path) -> int:
    """Polite: takes a stop line, says so, ends with 0. Its parent's end is not a reason to end."""
    line = sys.stdin.readline()
    if not line:
        return forever()
    note(out / f"{job['interview_id']}.asked", line)
    spool(job, ReadyData(boot_s=0.1), turn("before the stop"), EndedData(reason=EndReason.STOPPED))
    return 0


def hangs(job: Job, out: Path) -> int:
    """Ignores TERM and has a grandchild in its group."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    grandchild = subprocess.Popen([sys.executable, "-c", "import signal; signal.pause()"])
    spool(job, ReadyData(boot_s=0.1), turn("said before it hung"))
    note(out / f"{job['interview_id']}.grandchild", str(grandchild.pid))
    return forever()


def waits(job: Job, out: Path) -> int:
    """Lives until it is signalled; never says it is ready."""
    return forever()


def exits_with(code: int) -> Callable[[Job, Path], int]:
    def exits(job: Job, out: Path) -> int:
        spool(job, ReadyData(boot_s=0.1), turn("said before the end"))
        return code

    return exits


def could_not_boot(job: Job, out: Path) -> int:
    return 3


def raises(job: Job, out: Path) -> int:
    raise ValueError("canary-words-of-a-candidate")


def completes(job: Job, out: Path) -> int:
    spool(job, ReadyData(boot_s=0.1), turn("all of it"), EndedData(reason=EndReason.COMPLETED))
    return 0


def segfaults(job: Job, out: Path) -> int:
    spool(job, ReadyData(boot_s=0.1), turn("said before the fault"))
    os.kill(os.getpid(), signal.SIGSEGV)
    return forever()


def tears(job: Job, out: Path) -> int:
    """Killed while writing its last line."""
    spool(job, ReadyData(boot_s=0.1), turn("whole"), torn='{"kind":"turn","run":1,"se')
    os.kill(os.getpid(), signal.SIGKILL)
    return forever()


def leaves_a_grandchild(job: Job, out: Path) -> int:
    grandchild = subprocess.Popen([sys.executable, "-c", "import signal; signal.pause()"])
    note(out / f"{job['interview_id']}.grandchild", str(grandchild.pid))
    return 0


def shows_what_it_inherited(job: Job, out: Path) -> int:
    descriptors = []
    for name in os.listdir("/proc/self/fd"):
        with contextlib.suppress(OSError):
            descriptors.append(os.readlink(f"/proc/self/fd/{name}"))
    seen = {
        "environment": dict(os.environ),
        "descriptors": descriptors,
        "session": os.getsid(0),
        "term": signal.getsignal(signal.SIGTERM) == signal.SIG_DFL,
        "blocked": [int(number) for number in signal.pthread_sigmask(signal.SIG_BLOCK, ())],
    }
    note(out / f"{job['interview_id']}.seen", json.dumps(seen))
    return ends_when_asked(job, out)


BEHAVIOURS: dict[str, Callable[[Job, Path], int]] = {
    "ends when asked": ends_when_asked,
    "hangs": hangs,
    "never ready": waits,
    "ends with 0": exits_with(0),
    "ends with 4": exits_with(4),
    "ends with 5": exits_with(5),
    "could not boot": could_not_boot,
    "raises": raises,
    "completes": completes,
    "segfaults": segfaults,
    "tears": tears,
    "leaves a grandchild": leaves_a_grandchild,
    "shows what it inherited": shows_what_it_inherited,
}
