"""``make bench``: Start to first word from a warm parent, end of an answer to the reply, slow clients.

Seconds depend on the machine, so each is printed beside what the machine itself needs for the same
speech; compare those ratios between machines. Exits 1 when a median is over its bar, when the
greeting's sound doesn't name the role, when an interview goes wrong, or when anybody waits longer than
they may for the sign-in page beside 200 slow clients.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import sys
import tempfile
import time
from pathlib import Path

from rich.console import Console

from benchmarks import slow
from benchmarks.processor import Processor
from benchmarks.start import first_words
from simulation.house import House
from simulation.personas import load
from simulation.rehearsal import take
from simulation.screen import Screen
from simulation.synthesis import Voice

START_BAR_S, REPLY_BAR_S, SIGN_IN_BAR_S = 1.5, 2.5, 1.0
_UNLIMITED = {"LIMIT_REQUESTS": "1000000 per minute"}  # slow clients all come from one address
_SENTENCE = "Hello Ada, this is your practice interview for Senior Backend Engineer at Harbor Bank."


async def _speech_alone(house: House) -> float:
    """Seconds the speech server needs for a whole sentence like the greeting's first: the yardstick."""
    services = house.services
    voice = Voice(services.speech_url, services.speech_key.get_secret_value())
    try:
        took = []
        for _ in range(5):
            began = time.perf_counter()
            await voice.say(_SENTENCE)
            took.append(time.perf_counter() - began)
        return statistics.median(took)
    finally:
        await voice.aclose()


def _line(name: str, seconds: list[float], unit_s: float) -> str:
    middle = statistics.median(seconds)
    return (
        f"{name:34} median {middle:5.2f} s   {min(seconds):5.2f} to {max(seconds):5.2f}   "
        f"n {len(seconds):3}   {middle / unit_s:5.2f} sentences\n"
    )


async def _measure(house: House, starts: int, interviews: int) -> list[str]:
    """Print the figures; returns what is wrong with them."""
    write, wrong = sys.stdout.write, []
    house.wait_until_warm()
    unit_s = await _speech_alone(house)
    write(f"{'one sentence synthesised':34} median {unit_s:5.2f} s\n")
    persona = load("ada")
    heard = [await first_words(house, persona) for _ in range(starts)]
    wrong += [f"A greeting was heard as “{g.words}”." for g in heard if not g.names(persona.role)]
    firsts = [greeting.after_s for greeting in heard]
    write(_line("Start -> first words, warm", firsts, unit_s))
    replies: list[float] = []
    worker, speech = Processor(house.workers), Processor(lambda: [house.services.pids["speech"].pid])
    for _ in range(interviews):
        async with worker, speech:
            outcome = await take(house, persona, Screen("Ada", Console(quiet=True)), limit_s=300.0)
        replies += outcome.replies_s
        wrong += outcome.problems
        write(
            f"{'processor of one interview':34} worker {worker.cores:.3f}, speech {speech.cores:.3f} cores\n"
        )
    if replies:
        write(_line("end of answer -> reply, normal", replies, unit_s))
    bars = (("Start", firsts, START_BAR_S), ("The reply", replies, REPLY_BAR_S))
    wrong += [
        f"{name} is over {bar} s." for name, took, bar in bars if took and statistics.median(took) > bar
    ]
    return wrong


def _measure_slow(house: House) -> list[str]:
    """The sign-in page beside slow clients of each kind; what is over its bar."""
    wrong = []
    for kind in slow.KINDS:
        took = slow.waits(house.url, kind)
        sys.stdout.write(
            f"sign-in page, {slow.CLIENTS} × {kind:28} median {statistics.median(took):5.2f} s   "
            f"worst {max(took):5.2f}   n {len(took):3}\n"
        )
        if max(took) > SIGN_IN_BAR_S:
            wrong.append(f"The sign-in page took {max(took):.2f} s beside clients that are slow: {kind}.")
    return wrong


def main() -> None:
    """Bring a house up, measure, take it down."""
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument("--starts", type=int, default=9, help="how often to press Start")
    parser.add_argument("--interviews", type=int, default=1, help="whole quick interviews to take")
    parser.add_argument("--slow", action="store_true", help="the slow clients and nothing else")
    asked = parser.parse_args()
    directory = tempfile.TemporaryDirectory(prefix="mockflow-bench-")
    with directory as data, House(Path(data), settings=_UNLIMITED) as house:
        wrong = [] if asked.slow else asyncio.run(_measure(house, asked.starts, asked.interviews))
        wrong += _measure_slow(house)
    for problem in wrong:
        sys.stdout.write(f"! {problem}\n")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
