"""Résumés as DOCX in six layouts."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any
from xml.sax.saxutils import escape

from docx import Document
from docx.oxml import parse_xml
from docx.shared import Pt

from tests.documents.people import Person

SPACES = " ".join(
    f'xmlns:{name}="{url}"'
    for name, url in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "v": "urn:schemas-microsoft-com:vml",
    }.items()
)


def text_box(*lines: str) -> Any:
    """A run with a text box, in both of the drawings Word writes for it."""
    inside = "".join(f"<w:p><w:r><w:t>{escape(line)}</w:t></w:r></w:p>" for line in lines)
    content = f"<w:txbxContent>{inside}</w:txbxContent>"
    return parse_xml(
        f"<w:r {SPACES}><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:anchor><a:graphic>"
        f"<a:graphicData><wps:wsp><wps:txbx>{content}</wps:txbx></wps:wsp></a:graphicData></a:graphic>"
        f"</wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>{content}</v:textbox>"
        f"</v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def _body(document: Any, person: Person, style: str | None = None) -> None:
    document.add_heading("Summary", 2)
    document.add_paragraph(person.summary)
    document.add_heading("Experience", 2)
    for job in person.jobs:
        document.add_paragraph(f"{job.title}, {job.company}\t{job.dates}")
        for said in job.bullets:
            document.add_paragraph(said, style=style)


def _rest(document: Any, person: Person) -> None:
    for heading, lines in list(person.side())[1:]:
        document.add_heading(heading, 2)
        document.add_paragraph(", ".join(lines))


def _head(document: Any, person: Person) -> None:
    document.add_heading(person.name, 0)
    document.add_paragraph(person.title)
    document.add_paragraph(" | ".join(person.contact))


def single(person: Person) -> Any:
    """One column."""
    document = Document()
    _head(document, person)
    _body(document, person, "List Bullet")
    _rest(document, person)
    return document


def two_columns(person: Person) -> Any:
    """Both columns as the cells of one table without lines, as templates do."""
    document = Document()
    document.add_heading(person.name, 0)
    document.add_paragraph(person.title)
    left, right = document.add_table(1, 2).rows[0].cells
    for heading, lines in person.side():
        for text in (heading, *lines):
            left.add_paragraph(text)
    for text in ("Profile", person.summary, "Experience"):
        right.add_paragraph(text)
    for job in person.jobs:
        for text in (f"{job.title}, {job.company}", job.dates, *job.bullets):
            right.add_paragraph(text)
    return document


def table(person: Person) -> Any:
    """Dates on the left, what was done on the right; the name over both."""
    document = Document()
    made = document.add_table(1, 2, style="Table Grid")
    first = made.rows[0].cells
    first[0].merge(first[1]).text = f"{person.name}\n{person.title}\n{', '.join(person.contact)}"
    document.add_paragraph(person.summary)
    for job in person.jobs:
        cells = made.add_row().cells
        cells[0].text = job.dates
        cells[1].text = "\n".join((f"{job.title}, {job.company}", *job.bullets))
    inner = made.add_row().cells[1].add_table(0, 2)
    for heading, lines in list(person.side())[1:]:
        cells = inner.add_row().cells
        cells[0].text, cells[1].text = heading, "; ".join(lines)
    return document


def boxes(person: Person) -> Any:
    """Contact in header and footer, name and skills in text boxes."""
    document = Document()
    section = document.sections[0]
    section.header.paragraphs[0].text = person.contact[0]
    section.footer.paragraphs[0].text = " ".join(person.contact[1:])
    document.add_paragraph()._p.append(text_box(person.name, person.title))
    _body(document, person)
    document.add_paragraph()._p.append(
        text_box(*(line for heading, lines in list(person.side())[1:] for line in (heading, *lines)))
    )
    return document


def dense(person: Person) -> Any:
    """Small type, bullets typed by hand, ligatures as characters."""
    document = Document()
    document.styles["Normal"].font.size = Pt(7)
    _head(document, person)
    _body(document, person)
    _rest(document, person)
    for paragraph in document.paragraphs:
        for run in paragraph.runs:
            run.text = run.text.replace("ffi", "\ufb03").replace("fi", "\ufb01").replace("fl", "\ufb02")
    return document


def pages(person: Person) -> Any:
    """Several pages with the same head."""
    document: Any = Document()
    document.sections[0].header.paragraphs[0].text = f"{person.name} - {person.title}"
    document.add_paragraph(", ".join(person.contact))
    _body(document, person, "List Number")
    document.add_page_break()
    document.add_section()
    _rest(document, person)
    return document


LAYOUTS: dict[str, Callable[[Person], Any]] = {
    "single": single,
    "two columns": two_columns,
    "table": table,
    "boxes": boxes,
    "dense": dense,
    "pages": pages,
}


def make(layout: Callable[[Person], Any], person: Person) -> bytes:
    """The file's bytes."""
    out = io.BytesIO()
    layout(person).save(out)
    return out.getvalue()
