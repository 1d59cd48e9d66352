"""What simulated people have to tell: texts as data, and the choice among them. No story is told twice."""

from __future__ import annotations

import random
import re
import tomllib
from functools import cache
from pathlib import Path

from pydantic import Field

from interview.models import Frozen

_FILE = Path(__file__).parent / "stories.toml"
_HOW = re.compile(r"\bhow (would|do|does|can|should)\b|\bwhat would\b|\bexplain\b|\bwalk me through\b", re.I)
_FIT = re.compile(r"\bwhy\b|\blook(ing)? for\b|\bmanager\b|\bemployer\b|\bteam\b|\bhere\b|\bfeedback\b", re.I)


class Story(Frozen):
    """Something that happened, one sentence for each part."""

    what: str
    did: str
    came: str
    figure: str


class Stories(Frozen):
    """Everything that can be told."""

    intro: tuple[str, ...] = Field(min_length=1)
    fit: tuple[str, ...] = Field(min_length=1)
    how: tuple[str, ...] = Field(min_length=1)
    asks: tuple[str, ...] = Field(min_length=1)
    story: tuple[Story, ...] = Field(min_length=1)


@cache
def stories() -> Stories:
    """The file ``stories.toml``."""
    return Stories.model_validate(tomllib.loads(_FILE.read_text(encoding="utf-8")))


class Stock:
    """What one person has left to tell.

    Args:
        rng: shuffles it.
    """

    def __init__(self, rng: random.Random) -> None:
        told = stories()
        self._rng = rng
        self._plain = {name: list(getattr(told, name)) for name in ("intro", "fit", "how")}
        self._stories = list(told.story)
        rng.shuffle(self._stories)
        for lines in (self._plain["fit"], self._plain["how"]):
            rng.shuffle(lines)
        self.asks = list(told.asks)
        self._now: Story | None = None

    def answer(self, question: str, stage: str) -> list[str]:
        """Sentences that answer ``question``: a view where it asks for one, else a story."""
        group = "intro" if stage == "self_intro" else ""
        if not group and _HOW.search(question):
            group = "how"
        elif not group and stage == "company_fit" and _FIT.search(question):
            group = "fit"
        if group and self._plain[group]:
            self._now = None
            return [self._plain[group].pop(0)]
        return self._story(question)

    def more(self, question: str) -> list[str]:
        """The parts of the last story that a follow-up asks for; something else when it had none."""
        if self._now is None:
            return self._story(question)
        story, self._now = self._now, None
        if re.search(r"number|how (big|much|many|long)|measure|figure|percent", question, re.I):
            return [story.figure, story.came]
        return [story.came, story.figure]

    def _story(self, question: str) -> list[str]:
        if not self._stories:
            self._stories = list(stories().story)
            self._rng.shuffle(self._stories)
        asked = set(re.findall(r"\w{5,}", question.lower()))
        best = max(self._stories, key=lambda one: len(asked & set(re.findall(r"\w{5,}", str(one).lower()))))
        self._stories.remove(best)
        self._now = best
        return [best.what, best.did, best.came, best.figure]
