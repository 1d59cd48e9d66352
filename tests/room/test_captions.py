"""The candidate's own words on screen while they speak, and what becomes of them at every kind of end."""

from __future__ import annotations

import pytest

from interview.models import Patience
from simulation.audio import Clip
from simulation.ear import Caption
from tests.room.door import door_to
from tests.room.guest import Guest
from tests.room.rig import Rig
from tests.room.waiting import until

pytestmark = pytest.mark.room

ANSWER = "I built the payment service of a large bank and moved two million customers without losing data."


def mine(guest: Guest) -> list[Caption]:
    return [caption for caption in guest.captions if caption.mine and caption.text]


def words(text: str) -> list[str]:
    return "".join(c for c in text.lower() if c.isalnum() or c == " ").split()


async def test_words_appear_while_they_are_spoken_and_grow_into_the_final_ones(rig: Rig) -> None:
    await rig.start()
    guest = await rig.guest()
    await guest.hears_a_question()
    guest.mouth.say(Clip(ANSWER, await rig.voice.say(ANSWER), 1))
    await until(lambda: mine(guest), 10, "the first words are shown")
    assert not guest.mouth.idle, "they are shown before the sentence is over"
    assert not any(caption.final for caption in mine(guest))
    await until(lambda: rig.sink.turns("candidate"), 20, "the answer is committed")
    await until(lambda: any(caption.final for caption in mine(guest)), 5, "the final words are shown")
    final = next(caption for caption in mine(guest) if caption.final)
    before = [caption for caption in mine(guest) if caption.segment == final.segment and not caption.final]
    assert len({caption.text for caption in before}) >= 2
    lengths = [len(words(caption.text)) for caption in before]
    assert lengths[-1] > lengths[0]
    assert set(words(before[0].text)) & set(words(final.text))
    assert rig.sink.turns("candidate")[0].text.startswith(final.text)


async def test_a_skip_in_mid_sentence_keeps_the_words_so_far_and_writes_none_twice(rig: Rig) -> None:
    await rig.start(patience=Patience.PATIENT)
    guest = await rig.guest()
    await guest.hears_a_question()
    first, second = "I built the payment service of a large bank,", "and then I moved to another city."
    for text in (first, second):
        guest.mouth.say(Clip(text, await rig.voice.say(text), 1))
    await until(lambda: any(len(words(c.text)) >= 5 for c in mine(guest)), 15, "half of it is shown")
    assert (await guest.press("skip"))["ok"]
    await until(lambda: guest.mouth.idle, 20, "the sentence is over")
    await until(lambda: len(rig.sink.turns("candidate")) >= 1, 10, "the words so far are written down")
    await guest.hears_a_question()
    assert (await guest.press("end"))["ok"]
    assert await rig.exit_code() == 0
    said = words(" ".join(turn.text for turn in rig.sink.turns("candidate")))
    assert {"payment", "bank"} <= set(said)
    assert said.count("payment") == said.count("bank") == 1


async def test_letting_go_of_the_floor_at_once_keeps_the_last_words_and_writes_none_twice(rig: Rig) -> None:
    await rig.start(patience=Patience.PATIENT)
    guest = await rig.guest()
    await guest.hears_a_question()
    assert (await guest.press("hold", on=True))["ok"]
    await guest.say("Give me a moment to remember.", "It was the summer of the big migration.", rest_s=1.5)
    assert (await guest.press("hold", on=False))["ok"]
    await until(lambda: rig.sink.turns("candidate"), 15, "the words are committed")
    await guest.hears_a_question()
    said = words(" ".join(turn.text for turn in rig.sink.turns("candidate")))
    assert said.count("moment") == said.count("summer") == said.count("migration") == 1


async def test_a_guess_is_not_written_down_in_place_of_words_the_server_still_owes(rig: Rig) -> None:
    async with door_to(rig.services.speech_url) as door:
        rig.services = rig.services.model_copy(update={"speech_url": door.url})
        await rig.start(patience=Patience.PATIENT)
        guest = await rig.guest()
        await guest.hears_a_question()
        guest.mouth.say(Clip(ANSWER, await rig.voice.say(ANSWER), 1))
        await until(lambda: mine(guest), 10, "the first words are shown")
        await door.shut()
        await until(lambda: guest.mouth.idle, 20, "the sentence is over")
        assert (await guest.press("skip"))["ok"]
        await until(lambda: guest.attributes["mf.stage"] == "self_intro", 10, "the stage is skipped")
        await door.open()
        await until(lambda: rig.sink.turns("candidate"), 30, "the words are written down after all")
        said = words(" ".join(turn.text for turn in rig.sink.turns("candidate")))
        assert said.count("payment") == said.count("customers") == 1
