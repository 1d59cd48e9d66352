"""One whole interview, by itself: ``python -m simulation.demo [--persona ada|ben] [--keep] [--data DIR]``.

Brings up MockFlow on free ports, makes a quick interview over HTTP, joins it as a simulated candidate
who answers aloud, and judges what came of it. Exits 0 only if all of it is right.
"""

from __future__ import annotations

import argparse
import asyncio
import logging
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

import logs
from embedded.problem import EmbeddedError
from simulation import personas
from simulation.house import House, HouseError
from simulation.rehearsal import Outcome, take
from simulation.screen import Screen

LIMIT_S = 240.0


@dataclass(frozen=True)
class Options:
    """What was asked for on the command line. ``limit_s``: seconds the whole demo may take."""

    persona: str
    keep: bool
    data: Path | None
    limit_s: float


def _options(arguments: list[str] | None) -> Options:
    parser = argparse.ArgumentParser(prog="simulation.demo", description="A whole interview by itself.")
    parser.add_argument("--persona", choices=personas.names(), default="ada")
    parser.add_argument("--keep", action="store_true", help="leave everything up to look at the pages")
    parser.add_argument("--data", type=Path, help="data directory to use and keep")
    parser.add_argument("--limit", type=float, default=LIMIT_S, help="seconds it may take")
    found = parser.parse_args(arguments)
    return Options(found.persona, found.keep, found.data, found.limit)


@contextmanager
def _data_dir(given: Path | None) -> Iterator[Path]:
    if given is not None:
        yield given
        return
    with tempfile.TemporaryDirectory(prefix="mockflow-demo-") as made:
        yield Path(made)


def _report(screen: Screen, outcome: Outcome, took_s: float, limit_s: float) -> bool:
    if outcome.feedback:
        screen.feedback(outcome.feedback)
    screen.timings(outcome.first_sound_s, outcome.replies_s)
    if outcome.checked:
        screen.console.print(f"\n{outcome.checked}", style="dim")
    problems = list(outcome.problems)
    if took_s > limit_s:
        problems.append(f"It took {took_s:.0f} s; it may take {limit_s:.0f} s.")
    for problem in problems:
        screen.problem(problem)
    if not problems:
        screen.good(f"A whole interview in {took_s:.0f} s: every stage, every minimum, every sentence.")
    screen.console.print(f"Review: {outcome.review_url}")
    return not problems


def _keep_up(screen: Screen, house: House) -> None:
    screen.console.print(f"\nMockFlow stays up at {house.url} (sign in with one click). Ctrl-C ends it.")
    try:
        signal.pause()
    except KeyboardInterrupt:
        screen.step("Ending everything")


def run(options: Options) -> int:
    """The demo. Returns its exit code: 0 right, 1 something is wrong, 2 it could not be started."""
    began = time.monotonic()
    persona = personas.load(options.persona)
    screen = Screen(persona.name)
    try:
        with _data_dir(options.data) as data_dir:
            screen.step("Starting LiveKit, speech and the web app on free ports")
            with House(data_dir) as house:
                screen.step(f"{house.url} is up after {time.monotonic() - began:.1f} s")
                screen.step(f"The interviewers are warm {house.wait_until_warm():.1f} s later")
                left_s = options.limit_s - (time.monotonic() - began)
                outcome = asyncio.run(take(house, persona, screen, limit_s=left_s))
                good = _report(screen, outcome, time.monotonic() - began, options.limit_s)
                if options.keep:
                    _keep_up(screen, house)
    except (EmbeddedError, HouseError) as error:
        screen.problem(str(getattr(error, "message", error)))
        return 2
    except httpx.HTTPStatusError as error:
        where = f"{error.request.method} {error.request.url.path}"
        screen.problem(f"{where} answered {error.response.status_code}: {error.response.text.strip()}")
        return 1
    except httpx.TransportError as error:
        screen.problem(f"The web app can't be reached ({type(error).__name__}).")
        return 1
    finally:
        screen.quiet()
    return 0 if good else 1


def end_on_signals() -> None:
    """The first Ctrl-C or TERM raises KeyboardInterrupt; later ones don't disturb the cleaning up."""

    def end(_number: int, _frame: object) -> None:
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_IGN)
        raise KeyboardInterrupt

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, end)


def main(arguments: list[str] | None = None) -> int:
    """Ctrl-C and TERM end everything that was started; 130 then."""
    options = _options(arguments)
    end_on_signals()
    logs.configure("demo", "WARNING")
    logging.getLogger("livekit").setLevel(logging.ERROR)  # it warns of every orderly end of a room
    try:
        return run(options)
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
