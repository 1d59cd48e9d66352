"""What was read from a document: the shapes in which the child answers and the store keeps it."""

from __future__ import annotations

from typing import NotRequired

from typing_extensions import TypedDict  # pydantic can check these before Python 3.12


class Chunk(TypedDict):
    """A bullet or a paragraph: ``text[start:end]`` of the document.

    Attributes:
        id: unique in its document, e.g. ``s2c3``.
        line: of the text, from 1.
        page: from 1; None where there are no pages.
        text, why: only of hidden text, which isn't in the document's text; see :data:`notices.WHY_HIDDEN`.
    """

    id: str
    start: int
    end: int
    line: int
    page: int | None
    text: NotRequired[str]
    why: NotRequired[str]


class Section(TypedDict):
    """``text[start:end]`` without its heading; ``kind`` as :func:`headings.kind_of_heading` tells it.

    The kind is ``top`` before the first heading and ``hidden`` for what the document's reader doesn't see.
    """

    heading: str
    kind: str
    start: int
    end: int
    chunks: list[Chunk]


class Reading(TypedDict):
    """The visible text, its outline with hidden text last, and codes of :mod:`documents.notices`."""

    media_type: str
    text: str
    sections: list[Section]
    notices: list[str]
