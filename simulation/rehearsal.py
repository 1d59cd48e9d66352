"""A simulated candidate takes one interview in a running house, and the outcome is judged."""

from __future__ import annotations

import asyncio
import json
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from livekit import api, rtc

import fsm
from interview.models import Length
from simulation import checker, verdict
from simulation.candidate import ORDERLY, Candidate
from simulation.diary import Diary
from simulation.house import House
from simulation.manners import Manners, Watcher
from simulation.personas import Persona
from simulation.screen import Screen
from simulation.synthesis import Voice
from simulation.webapp import WebApp

AFTERMATH_S = 30.0
STATE_EVERY_S = 2.5


@dataclass
class Outcome:
    """What came of an interview; ``problems`` is empty when all is right. Seconds end in ``_s``."""

    interview_id: str
    review_url: str
    problems: list[str] = field(default_factory=list)
    first_sound_s: list[float] = field(default_factory=list)
    replies_s: list[float] = field(default_factory=list)
    silenced_s: list[float] = field(default_factory=list)
    feedback: dict[str, Any] = field(default_factory=dict)
    checked: str = ""


async def take(
    house: House,
    persona: Persona,
    screen: Screen,
    *,
    limit_s: float,
    manners: Manners | None = None,
    length: Length = Length.QUICK,
    patience: str = "normal",
) -> Outcome:
    """Make an interview, take it, wait for the feedback, judge everything.

    Raises:
        httpx.HTTPError: the web app refused or broke.
    """
    async with WebApp(house.url) as web:
        await web.sign_in()
        interview_id = await web.create(persona, length=length.value, patience=patience)
        outcome = Outcome(interview_id, f"{house.url}/interviews/{interview_id}")
        screen.step(f"{persona.name} applies as {persona.role} at {persona.company}, {length.value} length")
        path = house.data_dir / f"candidate-{interview_id}.jsonl"
        with Diary(path) as diary:
            room = await _talk(house, web, persona, screen, outcome, diary, manners, limit_s)
        screen.quiet()
        outcome.first_sound_s = diary.seconds("first_sound")
        outcome.replies_s = diary.seconds("reply")
        outcome.silenced_s = diary.seconds("silenced")
        screen.step("The interview is over; waiting for the feedback")
        await _feedback(web, outcome)
        outcome.problems += verdict.problems(await web.events(interview_id), fsm.rules_for(length))
        await _check(house, path, await web.transcript(interview_id), outcome)
        await _leftovers(house, room, outcome)
    return outcome


async def _talk(
    house: House,
    web: WebApp,
    persona: Persona,
    screen: Screen,
    outcome: Outcome,
    diary: Diary,
    manners: Manners | None,
    limit_s: float,
) -> str:
    services = house.services
    voice = Voice(services.speech_url, services.speech_key.get_secret_value(), speed=persona.speed)
    await voice.say("Hello.")  # opens the connection
    started_at = time.time()
    access = await web.start(outcome.interview_id)
    watcher = Watcher(caption=screen.caption, attributes=screen.attributes)
    candidate = Candidate(persona, voice, diary, started_at=started_at, manners=manners, watcher=watcher)
    page = asyncio.create_task(_watch_state(web, outcome.interview_id, candidate))
    try:
        why = await candidate.run(access["livekit_url"], access["token"], limit_s=limit_s)
        if why not in ORDERLY:
            outcome.problems.append(f"The candidate left early: {why}.")
    except TimeoutError:
        outcome.problems.append(f"The interview was not over after {limit_s:.0f} s.")
        await web.end(outcome.interview_id)
    except rtc.ConnectError as error:
        outcome.problems.append(f"The candidate could not join the room: {error.message}")
    finally:
        page.cancel()
        await asyncio.gather(page, return_exceptions=True)
        await voice.aclose()
    return access["room"]


async def _watch_state(web: WebApp, interview_id: str, candidate: Candidate) -> None:
    """Ask for the interview's state as the room page does, and leave when it is over or never began."""
    while True:
        await asyncio.sleep(STATE_EVERY_S)
        state = await web.state(interview_id)
        if state["status"] == "ended":
            candidate.leave("the interview has ended")
        elif state["status"] == "new":
            notice = state.get("notice") or {"text": "the interviewer could not start"}
            candidate.leave(notice["text"])


async def _feedback(web: WebApp, outcome: Outcome) -> None:
    answer: dict[str, Any] = {}
    for _ in range(int(AFTERMATH_S * 2)):
        answer = await web.feedback(outcome.interview_id)
        if answer["status"] not in ("waiting", "writing"):
            break
        await asyncio.sleep(0.5)  # between two looks, as the review page does
    if answer["status"] == "ready":
        outcome.feedback = answer["feedback"]
    else:
        outcome.problems.append(f"The feedback is {answer['status']}: {answer.get('message') or '-'}")


async def _check(house: House, log: Path, transcript: dict[str, Any], outcome: Outcome) -> None:
    """Run the checker in a process of its own, which imports nothing of the product."""
    path = house.data_dir / f"transcript-{outcome.interview_id}.json"
    path.write_text(json.dumps(transcript, ensure_ascii=False), encoding="utf-8")
    run = await asyncio.create_subprocess_exec(
        *(sys.executable, "-I", checker.__file__, str(log), str(path)),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    out, _ = await run.communicate()
    outcome.checked = out.decode().strip()
    if run.returncode != 0:
        outcome.problems.append("The transcript is not what the candidate said.")


async def _leftovers(house: House, room: str, outcome: Outcome) -> None:
    """Nothing may be left: room, worker, spool. They get a moment to go."""
    if not await _becomes(lambda: not house.workers()):
        outcome.problems.append(f"The worker still runs: {house.workers()}.")
    if not await _becomes(lambda: not house.spooled()):
        outcome.problems.append(f"The spool is not empty: {[path.name for path in house.spooled()]}.")
    services = house.services
    async with api.LiveKitAPI(
        services.livekit_api_url, services.api_key, services.api_secret.get_secret_value()
    ) as client:
        rooms = [found.name for found in (await client.room.list_rooms(api.ListRoomsRequest())).rooms]
    if room in rooms:
        outcome.problems.append("The room still exists.")


async def _becomes(condition: Callable[[], bool]) -> bool:
    for _ in range(int(AFTERMATH_S * 2.5)):
        if condition():
            return True
        await asyncio.sleep(0.2)  # between two looks at another process
    return condition()
