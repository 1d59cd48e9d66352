"""Rows of the bank as they would be asked, and whether an earlier interview asked them. Pure."""

from __future__ import annotations

from collections.abc import Callable, Collection

from interview.models import Brief
from interview.question_bank import BankQuestion
from interview.questions import says
from interview.slots import UNTOLD, Slots, filled, named_in, slots_of

Known = Callable[[BankQuestion, Slots], bool]


def fill(row: BankQuestion, slots: Slots) -> str:
    """What a row asks with the words there are; empty when it needs one there isn't."""
    return filled(row.text, slots) or (filled(row.plain, slots) if row.plain else "")


def known_in(brief: Brief, avoid: Collection[str]) -> Known:
    """Tells whether a row was asked before, by its id or by the words it would be asked in.

    One about an untold requirement was asked only if it was asked about the same requirement.
    """
    known, code = frozenset(avoid), brief.language

    def asked(row: BankQuestion, slots: Slots) -> bool:
        if not aims(row):
            text = fill(row, slots)
            return row.id in known or any(says(text, old, language=code) for old in known)
        frame = row.text.replace(f"{{{UNTOLD}}}", "")
        word = slots[UNTOLD][0]
        return any(named_in(word, [old]) and says(frame, old, language=code) for old in known)

    return asked


def never(_row: BankQuestion, _slots: Slots) -> bool:
    """For who takes questions again."""
    return False


def aims(row: BankQuestion) -> bool:
    """Whether a row asks about a requirement that wasn't told yet."""
    return UNTOLD in slots_of(row.text)
