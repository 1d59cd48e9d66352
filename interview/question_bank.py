"""The question bank: every row of ``interview/bank/*.toml``, for whom it is and what it probes. Pure."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

from interview.lang import LANGUAGES
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


@lru_cache(maxsize=8)
def bank(language: str = "en") -> tuple[BankQuestion, ...]:
    """Every question, in a language; in English when the bank doesn't speak it.

    A row without a stage belongs to the stage its file is named after. What other languages say stands in
    ``interview/bank/<language>/``, by the row's id; a row that isn't there is left out.
    """
    said = _said_in(language) if language in LANGUAGES and language != "en" else None
    found: list[BankQuestion] = []
    for name, content in _files(resources.files("interview.bank")):
        usual = {"stage": name} | {key: content[key] for key in _DEFAULTS if key in content}
        rows = [usual | row for row in content["question"]]
        if said is not None:
            rows = [row | {"plain": ""} | said[row["id"]] for row in rows if row["id"] in said]
        found += [BankQuestion.model_validate(row) for row in rows]
    return tuple(found)


def _said_in(language: str) -> dict[str, dict[str, str]]:
    folder = resources.files("interview.bank").joinpath(language)
    return {row_id: row for _, content in _files(folder) for row_id, row in content.items()}


def _files(folder: Traversable) -> list[tuple[str, dict[str, Any]]]:
    return [
        (entry.name.removesuffix(".toml"), tomllib.loads(entry.read_text(encoding="utf-8")))
        for entry in sorted(folder.iterdir(), key=lambda item: item.name)
        if entry.name.endswith(".toml")
    ]
