"""A whole interview with a model, in text: minimums met, nothing asked twice, an end by the rules."""

from __future__ import annotations

import pytest

from interview.models import Brief, Length, Track
from tests.voice.talk import Mind, Reply, Request, Talk, talk
from tests.voice.test_interviewer import first_planned

pytestmark = pytest.mark.unit

ANSWERS = (
    "Back then our ward was short of people at night, so I redrew the rota, and sick leave fell by a third.",
    "I once lost a chart before a handover, told the doctor, and we rebuilt it within twenty minutes.",
    "In my second year I trained four new nurses, because nobody had time, and three of them stayed.",
    "I like to plan ahead because surprises at night cost lives, and I check the plan twice each shift.",
)


def may_move(request: Request) -> bool:
    return "would be granted now" in request.system or "now: Greeting." in request.system


def closes(request: Request) -> bool:
    return "In this part it ends the interview." in request.system


def plans_well(request: Request) -> Reply:
    if closes(request):
        return Reply("Thank you for everything. Goodbye.", moves=True)
    if may_move(request):
        return Reply("Thank you, let us go on.", moves=True)
    return Reply(f"I see, thank you. {first_planned(request)}")


def repeats_itself() -> Mind:
    """Asks the very first question again and again."""
    asked: list[str] = []

    def mind(request: Request) -> Reply:
        if closes(request) or may_move(request):
            return plans_well(request)
        asked.append(asked[0] if asked else first_planned(request))
        return Reply(f"I see, thank you. {asked[-1]}")

    return mind


async def conversation(here: Talk) -> int:
    """Answer until the end; how many answers it took."""
    for number in range(60):
        if here.finished:
            return number
        last = here.turns("interviewer")[-1].text
        await here.say("No, thank you." if "like to ask" in last else ANSWERS[number % 4])
    raise AssertionError("the interview did not end")


@pytest.mark.parametrize("length", [Length.QUICK, Length.STANDARD])
@pytest.mark.parametrize("track", list(Track))
@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("forgetful", [False, True])
async def test_minimums_are_met_and_nothing_is_asked_twice(
    length: Length, track: Track, language: str, forgetful: bool
) -> None:
    brief = Brief(role="Nurse", length=length, track=track, language=language)
    async with talk(repeats_itself() if forgetful else plans_well, brief=brief) as here:
        answers = await conversation(here)
        changes = here.stages()[1:]
        assert changes[-1].cause == "end"
        assert [stage.exceptions for stage in changes] == [()] * len(changes)
        kinds = [question.kind for question in here.questions()]
        assert "repeat" not in kinds
        texts = [question.text for question in here.questions()]
        assert len(set(texts)) == len(texts)
        # one round an answer, and one more to open each stage that was moved to
        assert len(here.model.requests) == answers + len(changes) - 1
