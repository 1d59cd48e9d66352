"""Many demos, two at a time: ``python -m simulation.many [-n 20] [--at-once 2]``.

Exits 0 only if every demo did, within the time the demo itself allows, and nothing of them is left:
no process, no temporary directory.
"""

from __future__ import annotations

import argparse
import asyncio
import re
import signal
import sys
import tempfile
import time
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from statistics import median

import psutil
from rich.console import Console
from rich.table import Table

from embedded.process import ROOT
from simulation import personas
from simulation.demo import LIMIT_S, end_on_signals

_FIRST = re.compile(r"first words heard\s+([\d.]+) s")
_REPLY = re.compile(r"reply \(median\)\s+([\d.]+) s")
_WRONG = re.compile(r"^(?:✗|WRONG:) (.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Result:
    """One demo. ``left``: processes and files that should be gone. Seconds end in ``_s``."""

    number: int
    persona: str
    code: int
    took_s: float
    first_s: float | None
    reply_s: float | None
    wrong: list[str]
    left: list[str]

    @property
    def good(self) -> bool:
        """Whether it was right and left nothing."""
        return self.code == 0 and not self.left


def _number(pattern: re.Pattern[str], text: str) -> float | None:
    found = pattern.search(text)
    return float(found[1]) if found else None


def using(directory: Path) -> list[str]:
    """Processes whose arguments, environment or open files name ``directory``."""
    found = []
    for process in psutil.process_iter(["pid", "name"]):
        try:
            traces = [*process.cmdline(), *process.environ().values()]
            traces += [opened.path for opened in process.open_files()]
        except (psutil.NoSuchProcess, psutil.AccessDenied):
            continue
        if any(str(directory) in trace for trace in traces):
            found.append(f"process {process.pid} ({process.name()})")
    return found


async def one(number: int, persona: str, base: Path, limit_s: float) -> Result:
    """Run one demo in a process of its own, and look at what it leaves."""
    data = base / f"{number:02}"
    began = time.monotonic()
    child = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "simulation.demo", "--persona", persona),
        *("--data", str(data), "--limit", str(limit_s)),
        cwd=ROOT,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    try:
        out, _ = await child.communicate()
    except asyncio.CancelledError:
        if child.returncode is None:
            child.send_signal(signal.SIGTERM)
        await child.wait()
        raise
    text = out.decode(errors="replace")
    (base / f"{number:02}.txt").write_text(text, encoding="utf-8")
    left = using(data) + [str(path) for path in (data / "spool").glob("*.jsonl")]
    return Result(
        number,
        persona,
        child.returncode or 0,
        time.monotonic() - began,
        _number(_FIRST, text),
        _number(_REPLY, text),
        _WRONG.findall(text),
        left,
    )


def table(results: list[Result]) -> Table:
    """What came of them, a line each, and the medians."""
    shown = Table(title="Demos", title_justify="left")
    for column in ("#", "who", "exit", "took", "first words", "reply", "wrong or left over"):
        shown.add_column(column, justify="left" if column in ("who", "wrong or left over") else "right")
    for r in sorted(results, key=lambda result: result.number):
        times = (_seconds(r.took_s), _seconds(r.first_s), _seconds(r.reply_s))
        shown.add_row(str(r.number), r.persona, str(r.code), *times, "; ".join(r.wrong + r.left))
    firsts = [r.first_s for r in results if r.first_s is not None]
    replies = [r.reply_s for r in results if r.reply_s is not None]
    medians = [_seconds(median(values) if values else None) for values in (firsts, replies)]
    shown.add_section()
    shown.add_row("", "median", "", _seconds(median(r.took_s for r in results)), *medians, "")
    return shown


def _seconds(value: float | None) -> str:
    return "-" if value is None else f"{value:.2f} s"


async def run(count: int, at_once: int, base: Path, limit_s: float, console: Console) -> list[Result]:
    """``count`` demos, ``at_once`` at a time, with the people in turn."""
    gate = asyncio.Semaphore(at_once)

    async def guarded(number: int, persona: str) -> Result:
        async with gate:
            result = await one(number, persona, base, limit_s)
        mark = "✓" if result.good else "✗"
        console.print(f"{mark} demo {number} ({persona}): exit {result.code} after {result.took_s:.0f} s")
        return result

    people = zip(range(1, count + 1), cycle(personas.names()), strict=False)
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(guarded(number, persona)) for number, persona in people]
    return [task.result() for task in tasks]


def main(arguments: list[str] | None = None) -> int:
    """Exit code 0 when all were good, 1 when one was not, 130 after Ctrl-C."""
    parser = argparse.ArgumentParser(prog="simulation.many", description="Many demos.")
    parser.add_argument("-n", "--count", type=int, default=20)
    parser.add_argument("--at-once", type=int, default=2)
    parser.add_argument("--limit", type=float, default=LIMIT_S, help="seconds each may take")
    options = parser.parse_args(arguments)
    end_on_signals()
    console = Console(highlight=False)
    base = Path(tempfile.mkdtemp(prefix="mockflow-many-"))
    console.print(f"What each demo prints and keeps is in {base}")
    try:
        results = asyncio.run(run(options.count, options.at_once, base, options.limit, console))
    except KeyboardInterrupt:
        return 130
    console.print(table(results))
    return 0 if all(result.good for result in results) else 1


if __name__ == "__main__":
    sys.exit(main())
