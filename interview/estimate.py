"""What an interview will probably cost, before it begins: minutes, and who serves them, into usage. Pure.

The assumptions, for the minutes an interview may last at most. They come from how the interviewer works and
from the simulated interviews in text (``simulation/text``), whose words take the time they take to be said:

- An interview uses 0.8 of its minutes at quick length, 0.6 at standard and 0.4 at full, which gives more time
  than questions; who answers at length uses more of them.
- The interviewer speaks for 0.3 of the time (0.15 to people who ramble, 0.6 to terse ones, whose interviews
  are short), 850 characters a minute. The candidate speaks for 0.6 of it.
- Deepgram and AssemblyAI are sent all sound, silence too; OpenAI and the like only the stretches of speech.
- A language model is asked three times a minute, and one reply in three is begun once more, since the first
  was begun while the candidate still spoke; at most every reply is.
- Each request carries 3,200 characters of instructions, résumé and job ad, and 1,000 characters for each
  minute spoken so far, of the latest ten at most. A reply has 60 tokens; a token is four characters.
- Before the interview the model writes the questions (7,000 characters and the documents in, 2,000 tokens
  out), afterwards the feedback (6,000 characters and the whole transcript in, 3,000 tokens out). Each may be
  asked for a second time, when the first answer can't be used.

Where the owner has held interviews with the same model, what those used of it takes the place of what is
assumed to be usual: each is held against what would have been assumed for its own minutes and documents,
since longer ones make longer requests.

At most is what is assumed at most; where an earlier interview cost more, what all the minutes would cost at
its rate. Cheap interviews lower only what is usual: two or three don't show how dear the next may be.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from interview.events import UsageData
from interview.models import Frozen, Length
from interview.prices import cost

USED: Mapping[Length, float] = {Length.QUICK: 0.8, Length.STANDARD: 0.6, Length.FULL: 0.4}
FEWEST_PAST = 2
"""One earlier interview says nothing of how much they differ."""
TYPICAL_DOCUMENTS = 9000
"""Characters of a résumé and a job ad, where they aren't known yet."""
_SHORTEST_PAST = 2.0
_STREAMED = frozenset({"deepgram", "assemblyai"})
_CHARACTERS_A_MINUTE = 850.0
_CANDIDATE, _CANDIDATE_MOST = 0.6, 0.8
_INTERVIEWER, _INTERVIEWER_MOST = 0.3, 0.45
_REQUESTS, _REQUESTS_MOST = 4.0, 6.0
_INSTRUCTIONS, _TRANSCRIPT_A_MINUTE, _REMEMBERED_MINUTES = 3200.0, 1000.0, 10.0
_REPLY_TOKENS = 60
_TOKEN = 4.0
_MOST_DOCUMENT = 12_000


class Served(Frozen):
    """One model that is used, as usage events name it."""

    kind: Literal["stt", "llm", "tts"]
    provider: str
    model: str


class Past(Frozen):
    """An earlier interview of the owner: how long it was, what it used, characters of its documents."""

    minutes: float
    usage: tuple[UsageData, ...]
    documents: int = TYPICAL_DOCUMENTS


class Estimate(Frozen):
    """US dollars, by list prices; what has no known price isn't in it.

    Attributes:
        usual_usd, most_usd: of the interview itself, as :func:`interview.prices.bill` counts it.
        beside_usd, beside_most_usd: of questions and feedback by the model.
        unknown: the models whose price isn't known.
        by_past, by_assumption: the models whose use follows the owner's own interviews, and those whose
            use is assumed; what is free is in neither.
        past: at how many of those interviews each of ``by_past`` was used, at least.
    """

    usual_usd: float
    most_usd: float
    beside_usd: float = 0.0
    beside_most_usd: float = 0.0
    unknown: tuple[str, ...] = ()
    by_past: tuple[str, ...] = ()
    by_assumption: tuple[str, ...] = ()
    past: int = 0

    @property
    def free(self) -> bool:
        """Whether nothing of it costs anything."""
        return not self.unknown and self.most_usd + self.beside_most_usd == 0


def estimate(
    served: Sequence[Served],
    minutes: float,
    length: Length,
    *,
    documents: int = TYPICAL_DOCUMENTS,
    past: Sequence[Past] = (),
) -> Estimate:
    """Of an interview that may last so many minutes.

    Args:
        served: who hears, speaks and words the questions; nobody for what costs nothing.
        documents: characters of the résumé and the job ad.
        past: the owner's earlier interviews.
    """
    usual = most = beside = 0.0
    used = minutes * USED[length]
    unknown, by_past, by_assumption, counts = list[str](), list[str](), list[str](), list[int]()
    for one in served:
        typical = cost(assumed(one, used, documents))
        full = cost(assumed(one, minutes, documents))
        highest = cost(assumed(one, minutes, documents, most=True))
        if typical is None or full is None or highest is None:
            unknown.append(one.model or one.provider)
            continue
        found = _factors(one, past)
        if highest:
            (by_past if found else by_assumption).append(one.model or one.provider)
        if found:
            counts.append(len(found))
            typical *= sum(found) / len(found)
            highest = max(highest, full * max(found))
        usual += typical
        most += highest
        if one.kind == "llm":
            beside += cost(_written(one, used, documents)) or 0.0
    return Estimate(
        usual_usd=usual,
        most_usd=most,
        beside_usd=beside,
        beside_most_usd=2 * beside,
        unknown=tuple(dict.fromkeys(unknown)),
        by_past=tuple(by_past),
        by_assumption=tuple(by_assumption),
        past=min(counts, default=0),
    )


def assumed(one: Served, minutes: float, documents: int, *, most: bool = False) -> UsageData:
    """What so many spoken minutes use of it, as the module's docstring says."""
    who = {"kind": one.kind, "provider": one.provider, "model": one.model}
    if one.kind == "stt":
        share = 1.0 if one.provider in _STREAMED else _CANDIDATE_MOST if most else _CANDIDATE
        return UsageData(audio_s=60 * minutes * share, **who)
    if one.kind == "tts":
        spoken = minutes * (_INTERVIEWER_MOST if most else _INTERVIEWER)
        return UsageData(audio_s=60 * spoken, characters=round(spoken * _CHARACTERS_A_MINUTE), **who)
    requests = minutes * (_REQUESTS_MOST if most else _REQUESTS)
    told = _INSTRUCTIONS + documents + _TRANSCRIPT_A_MINUTE * _remembered(minutes)
    return UsageData(
        tokens_in=round(requests * told / _TOKEN), tokens_out=round(requests * _REPLY_TOKENS), **who
    )


def document_characters(*texts: str) -> int:
    """Of documents as a model is told them, which are cut where they are long."""
    return sum(min(len(text), _MOST_DOCUMENT) for text in texts)


def _remembered(minutes: float) -> float:
    """Minutes of talk that a request carries on average."""
    whole = min(minutes, _REMEMBERED_MINUTES)
    growing = whole * whole / 2
    return (growing + (minutes - whole) * _REMEMBERED_MINUTES) / minutes if minutes else 0.0


def _written(one: Served, minutes: float, documents: int) -> UsageData:
    """The questions before the interview and the feedback behind it."""
    told = 7000 + documents + 6000 + _TRANSCRIPT_A_MINUTE * minutes
    return UsageData(
        kind="llm",
        provider=one.provider,
        model=one.model,
        tokens_in=round(told / _TOKEN),
        tokens_out=5000,
    )


def _factors(one: Served, past: Sequence[Past]) -> list[float]:
    """What each earlier interview cost as a share of what would have been assumed; empty when too few."""
    found = []
    for each in past:
        used = [usage for usage in each.usage if usage.kind == one.kind]
        ours = [usage for usage in used if (usage.provider, usage.model) == (one.provider, one.model)]
        expected = cost(assumed(one, each.minutes, each.documents))
        if not ours or len(ours) != len(used) or each.minutes < _SHORTEST_PAST or not expected:
            continue
        found.append(sum(cost(usage) or 0.0 for usage in ours) / expected)
    return found if len(found) >= FEWEST_PAST else []
