"""What an interview will probably cost, in words, before it is begun."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from interview.estimate import TYPICAL_DOCUMENTS, Estimate, Past, Served, document_characters, estimate
from interview.models import Brief, Drill, Length, Track
from interview.prices import LOOKED_UP, RESERVE
from settings import Settings
from store.port import Store
from workers.stages import rules

from . import labels
from .loopback import is_loopback
from .past_usage import past_usage
from .places import Payer
from .sources import Sources

FREE = "Free: runs on this computer."
FREE_BUT_THE_ROOM = "Nothing but LiveKit may cost money."
Costs = dict[str, dict[str, dict[str, list[str]]]]
"""By part (empty: the whole), kind and length: the sentence on costs, and the one on the owner's limit."""


def dollars(usd: float) -> str:
    """``$0.12``, to the cent above; ``less than $0.01`` where it is."""
    return "less than $0.01" if usd < 0.01 else f"${math.ceil(usd * 100 - 1e-6) / 100:.2f}"


@dataclass(frozen=True)
class Estimates:
    """Of one owner's next interview in one language.

    Attributes:
        serving: who serves it and who pays them.
        cap_usd: the owner's limit.
        past: their earlier interviews.
        room_elsewhere: LiveKit isn't on this computer.
        operators: the owner is the operator.
    """

    settings: Settings
    serving: Mapping[Served, Payer]
    cap_usd: float | None = None
    past: Sequence[Past] = ()
    room_elsewhere: bool = False
    operators: bool = True

    def of(self, brief: Brief, documents: int = TYPICAL_DOCUMENTS) -> Estimate:
        """In dollars."""
        minutes = sum(rule.limit_s for rule in rules(self.settings, brief)) / 60
        return estimate(list(self.serving), minutes, brief.length, documents=documents, past=self.past)

    @property
    def held(self) -> bool:
        """Whether somebody hears and somebody speaks; else no interview can be begun."""
        return {"stt", "tts"} <= {one.kind for one in self.serving}

    def text(self, found: Estimate) -> str:
        """In a sentence; empty where no interview can be begun."""
        if not self.held:
            return ""
        if found.free:
            return FREE_BUT_THE_ROOM if self.room_elsewhere else FREE
        usual, most = found.usual_usd + found.beside_usd, found.most_usd + found.beside_most_usd
        unknown = " and ".join(found.unknown)
        if not most:
            return f"The price of {unknown} isn’t known here."
        about, up_to = dollars(usual), dollars(most)
        told = f"About {about}, at most {up_to}" if about != up_to else f"About {about}"
        if usual < 0.01:
            told = f"Less than $0.01, at most {up_to}" if about != up_to else "Less than $0.01"
        return f"{told}, without {unknown}: that price isn’t known here." if unknown else f"{told}."

    def limit(self, found: Estimate) -> str:
        """What the owner's limit does to it; empty where it does nothing. It holds for the talk alone."""
        if self.cap_usd is None or not self.held:
            return ""
        counts = (1 - RESERVE) * self.cap_usd
        if found.usual_usd > counts:
            return f"Your limit is {dollars(self.cap_usd)}, so it would come to its closing early."
        if found.most_usd > counts:
            return f"Your limit is {dollars(self.cap_usd)}, so it may come to its closing early."
        return ""

    def note(self, found: Estimate) -> str:
        """What the sentence rests on; empty where nothing costs anything."""
        if found.free or not self.held:
            return ""
        told = [_rests(found)]
        model = next((one.model for one in self.serving if one.kind == "llm"), "")
        if model and model not in found.unknown:
            usually = ", by what they usually use" if found.past else ""
            told.append(f"Questions and feedback by {model} are in it{usually}.")
        if self.room_elsewhere:
            told.append("LiveKit is not in it.")
        return " ".join(told + self._payers())

    def _payers(self) -> list[str]:
        payers = {payer for payer in self.serving.values() if payer != "embedded"}
        if self.operators or "operator" not in payers:
            return []
        return ["The operator pays."] if payers == {"operator"} else ["The operator pays a part of it."]

    def costs(self) -> Costs:
        """Every choice of the form."""
        return {
            part: {
                track.value: {length.value: self._both(part, track, length) for length in Length}
                for track in Track
            }
            for part in ("", *labels.PARTS)
        }

    def _both(self, part: str, track: Track, length: Length) -> list[str]:
        drill = Drill(stage=part) if part else None
        found = self.of(Brief(role="any", track=track, length=length, drill=drill))
        return [self.text(found), self.limit(found)]


def _rests(found: Estimate) -> str:
    """The prices, and what follows the owner's own interviews and what doesn't."""
    prices, usual = f"By the list prices of {LOOKED_UP}", "what interviews usually use"
    if not found.by_past:
        return f"{prices}, and {usual}."
    last = f"your last {found.past} interviews"
    if not found.by_assumption:
        return f"{prices}, and {last}."
    return f"{prices}; {' and '.join(found.by_past)} by {last}, the rest by {usual}."


def estimates(settings: Settings, store: Store, owner_id: str, sources: Sources, language: str) -> Estimates:
    """As the owner's providers are set up now.

    Raises:
        StoreError: their earlier interviews can't be read.
    """
    serving, room = sources.serving(language), sources.uses()["livekit"]
    return Estimates(
        settings=settings,
        serving=serving,
        cap_usd=sources.preferences.cap_usd,
        past=past_usage(store, owner_id, serving),
        room_elsewhere=room.payer in ("own", "operator") and not is_loopback(room.host),
        operators=sources.operators,
    )


def estimate_view(made: Estimates, brief: Brief) -> dict[str, Any]:
    """For the interview of ``brief``: the sentence, what the limit does, what it rests on."""
    found = made.of(brief, document_characters(brief.resume_text, brief.job_description))
    return {"text": made.text(found), "limit": made.limit(found), "note": made.note(found)}
