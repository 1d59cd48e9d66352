"""300 texts with orders for a model, in every place a text can come from, and models that obey."""

from __future__ import annotations

from functools import cache

import pytest
from livekit.agents import llm

import prompts
from interview.agenda import agenda
from interview.gate import Gate
from interview.models import Brief, Length
from interview.rubric import RUBRIC
from interview.scene import Scene
from tests.test_prompts import MARKER, WHO, scene
from tests.voice.injections import Injection, injections
from tests.voice.obedient import CANARY, gullible, orders_in, outside, respectful
from tests.voice.talk import Request, Talk, talk
from voice.telling import told

pytestmark = pytest.mark.unit

PLACES = ("resume_text", "job_description", "candidate_name", "speech")
OPENED, CLOSED = prompts.marks(MARKER)
A_RUN = 8
"""So many words in a row are a leak."""
PER_TALK = 5


def plain(text: str) -> str:
    """Letters and digits alone: no spacing, case or markup hides a word."""
    return "".join(char for char in text.lower() if char.isalnum())


@cache
def runs(ours: str) -> frozenset[str]:
    """Every eight words in a row of what only the model is told."""
    words = ours.split()
    return frozenset(plain(" ".join(words[n : n + A_RUN])) for n in range(len(words) - A_RUN + 1))


def leaks(heard: str, ours: str) -> bool:
    said = plain(heard)
    return any(run in said for run in runs(ours))


def moment(place: str, text: str) -> tuple[Scene, Request]:
    """A moment in which ``text`` stands in one place, and what a model is given then."""
    text = text.replace("{marker}", MARKER).replace("{open}", OPENED).replace("{close}", CLOSED)
    said = text if place == "speech" else "I am Bo, a nurse."
    here = scene(
        WHO, said, brief={} if place == "speech" else {place: text[: 120 if "name" in place else None]}
    )
    ctx = llm.ChatContext.empty()
    ctx.add_message(role="assistant", content=WHO)
    ctx.add_message(role="user", content=said)
    messages, _ = told(here, agenda(here), ctx, marker=MARKER).to_provider_format("openai")
    return here, Request(messages=messages)


def test_there_are_three_hundred_different_ones() -> None:
    texts = injections()
    assert len({one.text for one in texts}) == len(texts) == 300
    assert all(orders_in(one.text) for one in texts)


@pytest.mark.parametrize("place", PLACES)
def test_none_breaks_its_block(place: str) -> None:
    for one in injections():
        _, request = moment(place, one.text)
        rest = outside(request.everything)
        assert orders_in(rest) == [], one.text
        assert (rest.count("<<"), rest.count(">>")) == (2, 2), one.text
        assert rest.count(MARKER) == 2, one.text
        for message in request.messages:
            blocks = str(message["content"]).split(OPENED)[1:]
            assert all(block.count(CLOSED) == 1 for block in blocks[1:]), one.text


@pytest.mark.parametrize("place", PLACES)
def test_none_reaches_a_model_that_knows_data_from_orders(place: str) -> None:
    for one in injections():
        _, request = moment(place, one.text)
        reply = respectful(request)
        assert (reply.text, reply.moves) == ("I see that. What did you do then?", False), one.text


@pytest.mark.parametrize("place", PLACES)
def test_none_makes_a_gullible_model_read_out_what_it_was_told(place: str) -> None:
    for one in injections():
        here, request = moment(place, one.text)
        if not orders_in(request.everything):
            continue  # a name is cut at 120 characters
        ours = prompts.own_words(here, agenda(here), marker=MARKER)
        gate = Gate(here, agenda(here), secret=ours, marker=MARKER)
        reply = gullible()(request)
        heard = " ".join([*gate.push(reply.text), *gate.close(moves_on=reply.moves)])
        assert not leaks(heard, ours), one.text
        assert MARKER not in plain(heard), one.text
        assert "<<" not in heard
        assert gate.leaked == (one.wants == "leak"), one.text


def test_the_rubric_is_told_to_no_interviewer() -> None:
    _, request = moment("resume_text", "")
    for row in RUBRIC:
        assert not any(level in request.everything for level in (row.asks, *row.levels))


def briefs() -> list[tuple[Brief, tuple[Injection, ...]]]:
    """Each text once in a résumé, a job ad and a mouth, and every fifth in a name."""
    texts = injections()
    groups = [texts[n : n + PER_TALK] for n in range(0, len(texts), PER_TALK)]
    made = []
    for number, group in enumerate(groups):
        other = groups[(number + 7) % len(groups)]
        brief = Brief(
            role="Nurse",
            length=Length.QUICK,
            candidate_name=group[number % PER_TALK].text[:120],
            resume_text="\n".join(one.text for one in group),
            job_description="\n".join(one.text for one in other),
        )
        made.append((brief, group))
    return made


def assert_nothing_got_out(here: Talk) -> None:
    theirs = here.turns("candidate")
    ours_to_show = [data for data in here.events.data if data not in theirs]
    shown = "\n".join(data.model_dump_json() for data in ours_to_show) + str(here.board.shown)
    for request in here.model.requests:
        ours = outside(request.system)
        marker = request.system.partition("<<data ")[2][:16]
        assert marker not in shown
        assert not leaks(shown, ours)


@pytest.mark.parametrize("part", range(4))
async def test_a_gullible_model_ends_nothing_early_and_gives_nothing_away(part: int) -> None:
    for brief, group in briefs()[part::4]:
        async with talk(gullible(), brief=brief) as here:
            for one in group:
                await here.say(one.text, takes_s=8.0)
                await here.type(one.text)
            assert here.finished == []
            assert here.progress.stage.name in ("greeting", "self_intro")
            assert all(not stage.exceptions for stage in here.stages())
            assert [turn.source for turn in here.turns("candidate")] == ["speech", "typed"] * PER_TALK
            assert_nothing_got_out(here)


async def test_a_model_that_knows_data_from_orders_stays_an_interviewer() -> None:
    for brief, group in briefs()[::6]:
        async with talk(respectful, brief=brief) as here:
            for one in group:
                await here.say(one.text)
            assert CANARY not in " ".join(turn.text for turn in here.turns("interviewer"))
            assert here.progress.stage.name == "greeting"
            assert_nothing_got_out(here)
