"""The question bank: every row of ``interview/bank/*.toml``, for whom it is and what it probes. Pure."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib import resources
from typing import Any

from interview.models import Brief, Family, Frozen, Level, Track


class BankQuestion(Frozen):
    """One row of the bank.

    Attributes:
        text: with slots such as ``{employer}`` for words of the brief.
        plain: said instead when a slot has no word; empty: the question is left out then.
        tracks, families, levels: for whom it is; empty: everyone.
        first: may open its stage.
    """

    id: str
    stage: str
    text: str
    competency: str
    plain: str = ""
    rephrase: str = ""
    tracks: tuple[Track, ...] = ()
    families: tuple[Family, ...] = ()
    levels: tuple[Level, ...] = ()
    first: bool = False

    def fits(self, brief: Brief) -> bool:
        """Whether it may be asked in this kind of interview, for this kind of job, at this level."""
        return (
            (not self.tracks or brief.track in self.tracks)
            and (not self.families or brief.family in self.families)
            and (not self.levels or brief.level in self.levels)
        )


_DEFAULTS = ("stage", "tracks")
"""What a file may say once at its top for all its rows; a row's own word goes before it."""


@lru_cache(maxsize=1)
def bank() -> tuple[BankQuestion, ...]:
    """Every question; a row without a stage belongs to the stage its file is named after."""
    found: list[BankQuestion] = []
    for name, content in _files():
        usual = {"stage": name} | {key: content[key] for key in _DEFAULTS if key in content}
        found += [BankQuestion.model_validate(usual | row) for row in content["question"]]
    return tuple(found)


def _files() -> list[tuple[str, dict[str, Any]]]:
    folder = resources.files("interview.bank")
    return [
        (entry.name.removesuffix(".toml"), tomllib.loads(entry.read_text(encoding="utf-8")))
        for entry in sorted(folder.iterdir(), key=lambda item: item.name)
        if entry.name.endswith(".toml")
    ]
