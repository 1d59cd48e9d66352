"""Hostile files: 6 of each of more than 50 classes, the same each time but for the salt of locked ones."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tests.documents import hostile_archives, hostile_pdfs, hostile_texts

EACH = 6
CLASSES = hostile_archives.CLASSES | hostile_pdfs.CLASSES | hostile_texts.CLASSES


@dataclass(frozen=True)
class Hostile:
    """One file, made when it is asked for."""

    kind: str
    number: int

    @property
    def name(self) -> str:
        """A file name that tells what it is."""
        return f"{self.kind.replace(' ', '-')}-{self.number}.{self.kind.split()[0]}"

    def data(self) -> bytes:
        """Its bytes."""
        return CLASSES[self.kind](self.number)


def corpus(each: int = EACH) -> Iterator[Hostile]:
    """The first ``each`` of every class."""
    for number in range(each):
        for kind in CLASSES:
            yield Hostile(kind, number)
