"""Résumés as PDF in six layouts."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import cast

from fpdf import FPDF
from fpdf.enums import XPos, YPos

from tests.documents.people import Person

LINE = 5.0  # millimetres


class Sheet(FPDF):
    """A4 with an optional line that repeats on top and bottom of each page."""

    top = bottom = ""

    def header(self) -> None:
        if self.top:
            self.set_font("helvetica", size=8)
            self.cell(0, 6, self.top, new_x=XPos.LMARGIN, new_y=YPos.NEXT)

    def footer(self) -> None:
        if self.bottom:
            self.set_y(-12)
            self.set_font("helvetica", size=8)
            self.cell(0, 6, f"{self.bottom} - page {self.page_no()}", align="C")

    def line_of(self, text: str, *, bold: bool = False, size: float = 10, align: str = "L") -> None:
        """One paragraph over the whole width."""
        self.set_font("helvetica", "B" if bold else "", size)
        self.multi_cell(0, LINE, text, align=align, new_x=XPos.LMARGIN, new_y=YPos.NEXT)


def _sheet() -> Sheet:
    sheet = Sheet()
    sheet.set_auto_page_break(auto=True, margin=18)
    return sheet


def _body(sheet: Sheet, person: Person, *, size: float = 10, align: str = "L", bullet: str = "- ") -> None:
    sheet.line_of("Summary", bold=True)
    sheet.line_of(person.summary, size=size, align=align)
    sheet.ln(3)
    sheet.line_of("Experience", bold=True)
    for job in person.jobs:
        sheet.set_font("helvetica", "B", size)
        sheet.cell(130, LINE, f"{job.title}, {job.company}")
        sheet.cell(0, LINE, job.dates, align="R", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
        for said in job.bullets:
            sheet.line_of(bullet + said, size=size, align=align)
        sheet.ln(2)


def _rest(sheet: Sheet, person: Person) -> None:
    for heading, lines in list(person.side())[1:]:
        sheet.line_of(heading, bold=True)
        sheet.line_of(", ".join(lines))


def single(person: Person) -> FPDF:
    """One column, dates at the right margin."""
    sheet = _sheet()
    sheet.add_page()
    sheet.line_of(person.name, bold=True, size=18, align="C")
    sheet.line_of(person.title)
    sheet.line_of(" | ".join(person.contact), align="C")
    _body(sheet, person)
    _rest(sheet, person)
    return sheet


def _wrapped(sheet: Sheet, width: float, paragraphs: Iterable[tuple[str, bool]]) -> list[tuple[str, bool]]:
    lines: list[tuple[str, bool]] = []
    for text, bold in paragraphs:
        sheet.set_font("helvetica", "B" if bold else "", 10)
        found = cast(list[str], sheet.multi_cell(width, LINE, text, dry_run=True, output="LINES"))
        lines += [(line, bold) for line in found]
    return lines


def _columns(person: Person, *, woven: bool) -> FPDF:
    sheet = _sheet()
    sheet.add_page()
    sheet.line_of(person.name, bold=True, size=18)
    sheet.line_of(person.title)
    left = [(text, at == 0) for heading, lines in person.side() for at, text in enumerate((heading, *lines))]
    right = [("Profile", True), (person.summary, False), ("Experience", True)]
    for job in person.jobs:
        right += [(f"{job.title}, {job.company}", True), (job.dates, False)]
        right += [(f"- {said}", False) for said in job.bullets]
    top = sheet.get_y() + 4
    placed = [(12.0, row, text, bold) for row, (text, bold) in enumerate(_wrapped(sheet, 55, left))]
    placed += [(72.0, row, text, bold) for row, (text, bold) in enumerate(_wrapped(sheet, 125, right))]
    if woven:
        placed.sort(key=lambda one: (one[1], one[0]))
    for x, row, text, bold in placed:
        sheet.set_font("helvetica", "B" if bold else "", 10)
        sheet.set_xy(x, top + row * LINE)
        sheet.cell(text=text)
    return sheet


def two_columns(person: Person) -> FPDF:
    """A narrow column drawn before a wide one."""
    return _columns(person, woven=False)


def two_columns_woven(person: Person) -> FPDF:
    """The same, drawn line by line across both."""
    return _columns(person, woven=True)


def table(person: Person) -> FPDF:
    """Dates on the left, what was done on the right."""
    sheet = _sheet()
    sheet.add_page()
    sheet.line_of(person.name, bold=True, size=18)
    sheet.line_of(f"{person.title} / {' / '.join(person.contact)}")
    sheet.line_of(person.summary)
    sheet.set_font("helvetica", size=10)
    with sheet.table(col_widths=(25, 75), first_row_as_headings=False, line_height=LINE) as made:
        for job in person.jobs:
            made.row((job.dates, f"{job.title}, {job.company}\n" + "\n".join(job.bullets)))
        for heading, lines in list(person.side())[1:]:
            made.row((heading, "; ".join(lines)))
    return sheet


def boxes(person: Person) -> FPDF:
    """Contact in header and footer, name and skills in filled boxes."""
    sheet = _sheet()
    sheet.top, sheet.bottom = person.contact[0], " ".join(person.contact[1:])
    sheet.add_page()
    sheet.set_fill_color(20, 30, 60)
    sheet.rect(0, 20, 210, 24, style="F")
    sheet.set_text_color(255, 255, 255)
    sheet.set_xy(12, 24)
    sheet.line_of(person.name, bold=True, size=18)
    sheet.line_of(person.title)
    sheet.set_text_color(0, 0, 0)
    sheet.set_y(50)
    _body(sheet, person)
    sheet.set_fill_color(240, 240, 240)
    sheet.rect(10, sheet.get_y(), 190, 40, style="F")
    _rest(sheet, person)
    return sheet


def dense(person: Person) -> FPDF:
    """Small justified type and bullets."""
    sheet = _sheet()
    sheet.set_margins(8, 8)
    sheet.add_page()
    sheet.line_of(f"{person.name} · {person.title} · {' · '.join(person.contact)}", bold=True, size=8)
    _body(sheet, person, size=7, align="J", bullet="\xb7 ")
    _rest(sheet, person)
    return sheet


def pages(person: Person) -> FPDF:
    """Several pages with the same head and foot."""
    sheet = _sheet()
    sheet.top, sheet.bottom = f"{person.name} - {person.title}", "Curriculum vitae"
    sheet.add_page()
    sheet.line_of(", ".join(person.contact))
    _body(sheet, person)
    sheet.add_page()
    _rest(sheet, person)
    return sheet


LAYOUTS: dict[str, Callable[[Person], FPDF]] = {
    "single": single,
    "two columns": two_columns,
    "table": table,
    "boxes": boxes,
    "dense": dense,
    "pages": pages,
}


def make(layout: Callable[[Person], FPDF], person: Person) -> bytes:
    """The file's bytes."""
    return bytes(layout(person).output())
