"""Every way a provider goes wrong, in a whole interview: a real worker and room, emulated vendors, a guest.

In each cell: never ten seconds of silence without a word on the screen, the cause told, every finished
turn in the transcript, a fault that can't heal not tried more than once again. The reduced matrix of
``tests/voice/test_fault_matrix.py`` runs with every `make test`; this one is a long proof.
"""

from __future__ import annotations

import asyncio
import json
import os
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from tests.fakes.every_fault import FAULTS, WHEN, fail
from tests.fakes.vendors import Service, Vendors
from tests.fakes.vendors.chat import Call, Given, Question, Reply
from tests.room.guest import Guest
from tests.room.rig import Rig
from tests.room.waiting import until
from workers.protocol import ModelAccess, SpeechAccess, VoiceAccess

pytestmark = pytest.mark.room

LONGEST_SILENCE_S = 10.0
READY = "Yes, I am ready to begin the interview."
ANSWER = "I have been a gardener for eleven years, and I like the roses most."
CODES = {"hearing": "hearing_switched", "voice": "voice_switched", "model": "model_switched"}
CELLS = [(what, name, when) for what in CODES for name in FAULTS for when in WHEN]
_IN_EVERY_RUN = {("hearing", "stall", "mid-turn")}
_EACH = [
    pytest.param(*cell, marks=[] if cell in _IN_EVERY_RUN else [pytest.mark.torture], id=", ".join(cell))
    for cell in CELLS
]


@dataclass
class Silences:
    """How long the guest heard nothing while it waited for the interviewer.

    Attributes:
        longest_s: of all waits.
        unexplained_s: the longest stretch with neither sound nor a new notice.
    """

    rig: Rig
    guest: Guest
    longest_s: float = 0.0
    unexplained_s: float = 0.0
    told: list[str] = field(default_factory=list)

    async def until_answered(self, what: str) -> None:
        """Wait until the interviewer has spoken and listens again."""
        began = time.time()
        explained = began
        while True:
            now, heard = time.time(), max(began, self.guest.last_audible)
            notices = [notice.code for notice in self.rig.sink.of("notice")]
            if len(notices) > len(self.told):
                self.told, explained = notices, now
            self.longest_s = max(self.longest_s, now - heard)
            self.unexplained_s = max(self.unexplained_s, now - max(heard, explained))
            spoke = self.guest.last_audible > began
            if spoke and self.guest.state == "listening" and now - self.guest.last_audible > 0.8:
                return
            assert now - began < 60, f"no answer: {what}"
            await asyncio.sleep(0.05)


def plain(question: Question) -> Given:
    """A model that asks one thing after another."""
    if "now: Greeting." in question.said("system"):
        return Reply("Good, let us start.", calls=(Call("transition_stage"),))
    return (
        f"Thank you for that. What was the answer number {len(question.messages)} about, in your own words?"
    )


def job(vendors: Vendors, rig: Rig) -> dict[str, Any]:
    """Each of the three from a vendor first, then this box's own."""
    own = {"base_url": rig.services.speech_url, "api_key": rig.services.speech_key}
    hearing = SpeechAccess(
        provider="deepgram",
        base_url=vendors.listen.url.removesuffix("/listen"),
        api_key=SecretStr(vendors.listen.key),
        model="nova-3",
    )
    voice = VoiceAccess(
        provider="openai",
        base_url=vendors.speech.url,
        api_key=SecretStr(vendors.speech.key),
        model="gpt-4o-mini-tts",
        voice="nova",
    )
    model = ModelAccess(base_url=vendors.chat.url, api_key=SecretStr(vendors.chat.key), model="gpt-4o-mini")
    return {
        "hearing": (hearing, SpeechAccess(model="tiny.en", **own)),
        "voice": (voice, VoiceAccess(model="piper", voice="joe", **own)),
        "thinking": (model,),
    }


@pytest.mark.parametrize(("what", "name", "when"), _EACH)
async def test_an_interview_goes_on(rig: Rig, vendors: Vendors, what: str, name: str, when: str) -> None:
    services: dict[str, Service[Any, Any]] = {
        "hearing": vendors.listen,
        "voice": vendors.speech,
        "model": vendors.chat,
    }
    service = services[what]
    fault = FAULTS[name]
    vendors.chat.answer_with(plain)
    vendors.listen.answer_with(lambda _: READY if len(rig.sink.turns("candidate")) == 0 else ANSWER)
    if when == "start":
        fail(service, fault, after=0)
    await rig.start(role="Gardener", **job(vendors, rig))
    guest = await rig.guest()
    silences = Silences(rig, guest)
    await silences.until_answered("the greeting")
    await guest.say(READY)
    await silences.until_answered("the first question")
    if when == "mid-turn" and what == "hearing":
        talking = asyncio.create_task(guest.say(ANSWER))
        await until(lambda: not guest.mouth.idle, 20, "the guest speaks")
        await asyncio.sleep(1.5)  # in the middle of the sentence
        service.strike(fault)
        await talking
    else:
        if when == "mid-turn":
            fail(service, fault, after={"voice": 9, "model": 6}[what])
        await guest.say(ANSWER)
    await silences.until_answered("the second question")
    turns = " ".join(turn.text for turn in rig.sink.turns("candidate"))
    _note(what, name, when, silences, refused=sum(asked.fault == fault.kind for asked in service.asked))
    assert silences.unexplained_s <= LONGEST_SILENCE_S
    assert CODES[what] in silences.told
    assert "ready" in turns
    assert "gardener" in turns
    if fault.kind in ("401", "quota"):
        assert sum(asked.fault == fault.kind for asked in service.asked) <= 2


def _note(what: str, name: str, when: str, silences: Silences, *, refused: int) -> None:
    """A row of the table, where one is wanted."""
    if path := os.environ.get("TORTURE_JSON"):
        row = {
            "what": what,
            "fault": name,
            "when": when,
            "longest_silence_s": round(silences.longest_s, 1),
            "unexplained_s": round(silences.unexplained_s, 1),
            "told": silences.told,
            "refused": refused,
        }
        with Path(path).open("a", encoding="utf-8") as file:
            file.write(json.dumps(row) + "\n")
