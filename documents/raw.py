"""What one of the readers found in a file, before it is tidied and outlined."""

from __future__ import annotations

from dataclasses import dataclass, field


class UnreadableError(Exception):
    """A document that is refused; ``code`` is a key of :data:`limits.MESSAGES`."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


@dataclass(frozen=True)
class Hidden:
    """Text that a reader of the document doesn't see.

    Attributes:
        why: a key of :data:`notices.WHY_HIDDEN`.
        page: from 1; None where there are no pages.
    """

    text: str
    why: str
    page: int | None = None


@dataclass
class Raw:
    """A document's visible text in reading order, and what else is to be said of it.

    Attributes:
        pages: one text a page; a document without pages has one.
        paged: whether ``pages`` are pages that its reader would see.
        notices: codes as :mod:`documents.notices` words them.
    """

    pages: list[str]
    paged: bool = False
    hidden: list[Hidden] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
