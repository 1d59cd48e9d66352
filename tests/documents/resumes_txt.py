"""Résumés as plain text in six layouts, in the encodings people's editors write."""

from __future__ import annotations

import textwrap
from collections.abc import Callable

from tests.documents.people import Person


def _body(person: Person, bullet: str = "- ") -> list[str]:
    lines = ["Summary", person.summary, "", "Experience"]
    for job in person.jobs:
        lines += [f"{job.title}, {job.company}    {job.dates}", *(bullet + said for said in job.bullets), ""]
    return lines


def _rest(person: Person) -> list[str]:
    return [line for heading, lines in list(person.side())[1:] for line in ("", heading, ", ".join(lines))]


def _head(person: Person) -> list[str]:
    return [person.name, person.title, " | ".join(person.contact), ""]


def single(person: Person) -> bytes:
    """UTF-8 with plain line ends."""
    return "\n".join([*_head(person), *_body(person), *_rest(person)]).encode()


def two_columns(person: Person) -> bytes:
    """One column after the other, as an export writes them; UTF-16."""
    side = [line for heading, lines in person.side() for line in (heading, *lines, "")]
    return "\n".join([person.name, person.title, *side, *_body(person)]).encode("utf-16")


def table(person: Person) -> bytes:
    """Cells between tabs; UTF-8 with a mark."""
    rows = [f"{job.dates}\t{job.title}, {job.company}\t{' '.join(job.bullets)}" for job in person.jobs]
    rows += [f"{heading}\t{'; '.join(lines)}" for heading, lines in list(person.side())[1:]]
    return "\r\n".join([*_head(person), person.summary, *rows]).encode("utf-8-sig")


def boxes(person: Person) -> bytes:
    """Framed by signs; Latin-1 with Windows line ends."""
    frame = "+" + "-" * 60 + "+"
    inside = [f"| {line:<58} |" for line in (person.name, person.title, *person.contact)]
    return "\r\n".join([frame, *inside, frame, *_body(person, "* "), *_rest(person)]).encode("cp1252")


def dense(person: Person) -> bytes:
    """Wrapped narrowly, with ligatures, soft hyphens and words broken at line ends."""
    lines: list[str] = []
    for line in [*_head(person), *_body(person, "\u2022 "), *_rest(person)]:
        lines += textwrap.wrap(line, 48, break_long_words=False, break_on_hyphens=False) or [""]
    text = "\n".join(lines).replace("measured", "mea\u00adsured").replace("customers", "cus-\ntomers")
    return text.replace("fi", "\ufb01").replace("fl", "\ufb02").encode()


def pages(person: Person) -> bytes:
    """Pages parted by form feeds."""
    head = f"{person.name} - {person.title}"
    first = [head, ", ".join(person.contact), *_body(person)]
    return "\n".join([*first, "\f" + head, *_rest(person)]).encode()


LAYOUTS: dict[str, Callable[[Person], bytes]] = {
    "single": single,
    "two columns": two_columns,
    "table": table,
    "boxes": boxes,
    "dense": dense,
    "pages": pages,
}
