"""The estimate of costs against interviews that are held: within a factor of 2.5, and below its most."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Sequence
from typing import Any

import pytest
from livekit.agents import llm

from interview.estimate import Served, document_characters, estimate
from interview.events import UsageData
from interview.models import Brief, Length, Track
from interview.prices import bill, total
from simulation.text.fake import FakeLLM, decide
from simulation.text.interviewers import Modelled
from simulation.text.people import PEOPLE
from simulation.text.record import Record
from simulation.text.talk import Talk

pytestmark = pytest.mark.unit

FACTOR = 2.5
CHEAP = (("deepgram", "nova-3"), ("deepgram", "aura-2-thalia-en"), ("openai", "gpt-4o-mini"))
DEAR = (("openai", "gpt-4o-transcribe"), ("openai", "gpt-4o-mini-tts"), ("openai", "gpt-4o"))
BRIEF = Brief(
    role="Data Analyst",
    company="City Library",
    candidate_name="Ada Lovett",
    resume_text="Kept the ledger. " * 350,
    job_description="You keep ours. " * 200,
)


class Counting(FakeLLM):
    """Counts the characters it is told and those it says."""

    def __init__(self) -> None:
        super().__init__()
        self.told = self.said = 0

    def chat(self, *, chat_ctx: llm.ChatContext, **options: Any) -> llm.LLMStream:
        messages = chat_ctx.messages()
        self.told += sum(len(message.text_content or "") for message in messages)
        self.said += len(decide(messages[0].text_content or "")[0])
        return super().chat(chat_ctx=chat_ctx, **options)


def usage(record: Record, model: Counting, who: Sequence[tuple[str, str]]) -> list[UsageData]:
    """What the worker would have written down of it."""
    (hears, hearing), (speaks, voice), (words, name) = who
    heard_s = sum(line.ended_s - line.started_s for line in record.said("candidate"))
    spoken_s = sum(line.ended_s - line.started_s for line in record.said())
    return [
        UsageData(
            kind="stt",
            provider=hears,
            model=hearing,
            audio_s=record.took_s if hears == "deepgram" else heard_s,
        ),
        UsageData(
            kind="tts",
            provider=speaks,
            model=voice,
            audio_s=spoken_s,
            characters=sum(len(line.text) for line in record.said()),
        ),
        UsageData(
            kind="llm", provider=words, model=name, tokens_in=model.told // 4, tokens_out=model.said // 4
        ),
    ]


@pytest.mark.parametrize("who", [CHEAP, DEAR], ids=["cheap", "dear"])
@pytest.mark.parametrize("length", list(Length))
@pytest.mark.parametrize("track", list(Track))
@pytest.mark.parametrize("person", ["strong", "rambling"])
def test_the_bill_is_near_the_estimate_and_below_its_most(
    person: str, track: Track, length: Length, who: Sequence[tuple[str, str]]
) -> None:
    brief = BRIEF.model_copy(update={"track": track, "length": length})
    model = Counting()
    talk = Talk(brief, Modelled(model, "counting"), PEOPLE[person](random.Random("1")), number=0)  # noqa: S311 - repeatable
    record = asyncio.run(talk.hold())
    kinds = ("stt", "tts", "llm")
    found = estimate(
        [
            Served.model_validate({"kind": kind, "provider": provider, "model": name})
            for kind, (provider, name) in zip(kinds, who, strict=True)
        ],
        sum(rule.limit_s for rule in record.rules) / 60,
        length,
        documents=document_characters(brief.resume_text, brief.job_description),
    )
    billed = total(bill(usage(record, model, who)))
    assert found.usual_usd / FACTOR < billed < found.usual_usd * FACTOR
    assert billed < found.most_usd
