"""Many interviews in text, by simulated people, judged by code: ``python -m simulation --count 100``."""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import sys
from itertools import cycle
from pathlib import Path

from livekit.agents import APIError
from livekit.plugins import openai
from rich.console import Console

import logs
from settings import secret_named
from simulation.text.briefs import brief
from simulation.text.fake import FakeLLM
from simulation.text.grader import grade
from simulation.text.interviewers import Modelled, Offline
from simulation.text.people import PEOPLE
from simulation.text.report import Graded, as_json, criteria_table, people_table, summary
from simulation.text.talk import Talk

_BAD, _FAILED = 2, 3


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="simulation", description="Text interviews by simulated people.")
    parser.add_argument("--count", type=int, default=28, help="interviews; the people come in turn")
    parser.add_argument("--seed", type=int, default=1, help="the same seed gives the same people and briefs")
    parser.add_argument(
        "--person", choices=list(PEOPLE), action="append", help="only this one; may be repeated"
    )
    parser.add_argument("--model", default="", help="a chat model asks, instead of the offline interviewer")
    parser.add_argument("--base-url", default="", help="an OpenAI-compatible chat API; empty: OpenAI")
    parser.add_argument(
        "--key-from", default="OPENAI_API_KEY", help="environment variable that holds its key"
    )
    parser.add_argument("--fake", action="store_true", help="a stand-in for a model, without a network, asks")
    parser.add_argument(
        "--json", default="", metavar="FILE", help="also write JSON; - prints it and no table"
    )
    parser.add_argument("--words", action="store_true", help="with what was said, in the JSON")
    return parser.parse_args(arguments)


def _interviewer(options: argparse.Namespace) -> Offline | Modelled:
    if options.fake:
        return Modelled(FakeLLM(), "fake")
    if not options.model:
        return Offline()
    key = secret_named(options.key_from).get_secret_value()
    if not key and not options.base_url:
        raise ValueError(f"Put the key into the environment variable {options.key_from}, or name another.")
    model = openai.LLM(model=options.model, api_key=key or "none", base_url=options.base_url or None)  # type: ignore[arg-type]  # livekit takes None for the default
    return Modelled(model, options.model)


async def _hold(options: argparse.Namespace) -> tuple[list[Graded], str]:
    interviewer, graded = _interviewer(options), list[Graded]()
    try:
        for number, person in zip(range(options.count), cycle(options.person or PEOPLE), strict=False):
            rng = random.Random(f"{options.seed}-{number}")  # noqa: S311 - chance that can be repeated is wanted
            record = await Talk(brief(rng), interviewer, PEOPLE[person](rng), number=number).hold()
            graded.append(Graded(record, grade(record)))
    finally:
        if isinstance(interviewer, Modelled):
            await interviewer.aclose()
    return graded, interviewer.name


def main(arguments: list[str] | None = None) -> int:
    """Exit code: 0: the deciding figures are met; 1: not; 2: wrong use; 3: the model failed."""
    options = _options(arguments)
    logs.configure("simulation", "ERROR")
    try:
        graded, name = asyncio.run(_hold(options))
    except ValueError as error:
        sys.stderr.write(f"{error}\n")
        return _BAD
    except APIError as error:
        sys.stderr.write(f"The model did not answer ({type(error).__name__}).\n")
        return _FAILED
    whole = as_json(graded, seed=options.seed, interviewer=name, words=options.words)
    text = json.dumps(whole, indent=1, ensure_ascii=False) + "\n"
    if options.json == "-":
        sys.stdout.write(text)
    else:
        console = Console(highlight=False)
        console.print(people_table(graded), criteria_table(graded))
        for figure, value in summary(graded).items():
            console.print(f"{figure.replace('_', ' ')}: {value}")
        if options.json:
            Path(options.json).write_text(text, encoding="utf-8")
    return 0 if summary(graded)["passed"] else 1


if __name__ == "__main__":
    sys.exit(main())
