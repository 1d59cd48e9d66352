"""What providers ask for, and what an interview cost, in US dollars. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from interview.events import UsageData
from interview.models import Frozen

LOOKED_UP = "2026"
"""The year whose list prices these are, for pay-as-you-go, as others report them. They change."""
FREE = frozenset({"embedded", "mockflow"})
"""Who runs on this computer: the embedded speech, and MockFlow’s own interviewer."""
RESERVE = 0.1
"""Share of a limit on costs that is kept for the closing."""


class Price(Frozen):
    """What one model asks for; what isn't asked for is 0."""

    minute: float = 0.0
    """For a minute of sound heard or spoken."""
    million_characters: float = 0.0
    million_in: float = 0.0
    million_out: float = 0.0


PRICES: Mapping[tuple[str, str], Price] = {
    ("deepgram", "nova-3"): Price(minute=0.0077),
    ("deepgram", "nova-2"): Price(minute=0.0058),
    ("deepgram", "aura"): Price(million_characters=15.0),
    ("deepgram", "aura-2"): Price(million_characters=30.0),
    ("assemblyai", "universal-streaming"): Price(minute=0.0025),
    ("openai", "gpt-4o-transcribe"): Price(minute=0.006),
    ("openai", "gpt-4o-mini-transcribe"): Price(minute=0.003),
    ("openai", "whisper-1"): Price(minute=0.006),
    ("openai", "gpt-4o-mini-tts"): Price(minute=0.015),
    ("openai", "tts-1"): Price(million_characters=15.0),
    ("openai", "tts-1-hd"): Price(million_characters=30.0),
    ("openai", "gpt-4o-mini"): Price(million_in=0.15, million_out=0.60),
    ("openai", "gpt-4o"): Price(million_in=2.50, million_out=10.0),
    ("openai", "gpt-4.1-mini"): Price(million_in=0.40, million_out=1.60),
    ("openai", "gpt-4.1"): Price(million_in=2.0, million_out=8.0),
}


class Item(Frozen):
    """One line of the bill. ``usd`` None: the price of this model isn't known, which is not nothing."""

    provider: str
    kind: str
    model: str
    used: str
    usd: float | None


def price(provider: str, model: str) -> Price | None:
    """Of this model, or of the family its name begins with; None when it isn't known."""
    if provider in FREE:
        return Price()
    names = [name for vendor, name in PRICES if vendor == provider and f"{model}-".startswith(f"{name}-")]
    return PRICES[provider, max(names, key=len)] if names else None


def cost(used: UsageData) -> float | None:
    """US dollars; None when the price isn't known."""
    asked = price(used.provider, used.model)
    if asked is None:
        return None
    return (
        asked.minute * used.audio_s / 60
        + asked.million_characters * used.characters / 1e6
        + asked.million_in * used.tokens_in / 1e6
        + asked.million_out * used.tokens_out / 1e6
    )


def bill(usage: Iterable[UsageData]) -> tuple[Item, ...]:
    """One line for each provider, kind and model, in the order they were first used."""
    sums: dict[tuple[str, str, str], UsageData] = {}
    for one in usage:
        key = (one.provider, one.kind, one.model)
        before = sums.get(key)
        sums[key] = one if before is None else _added(before, one)
    return tuple(
        Item(provider=one.provider, kind=one.kind, model=one.model, used=_used(one), usd=cost(one))
        for one in sums.values()
    )


def total(items: Iterable[Item]) -> float:
    """The sum of what is known."""
    return sum(item.usd or 0.0 for item in items)


def _added(one: UsageData, other: UsageData) -> UsageData:
    return one.model_copy(
        update={
            name: getattr(one, name) + getattr(other, name)
            for name in ("duration_s", "audio_s", "characters", "tokens_in", "tokens_out")
        }
    )


def _used(one: UsageData) -> str:
    if one.kind == "llm":
        return f"{one.tokens_in:,} tokens in, {one.tokens_out:,} out"
    minutes = f"{one.audio_s / 60:.1f} minutes"
    return f"{one.characters:,} characters, {minutes}" if one.kind == "tts" else minutes
