"""A report as PDF, by fpdf2: plain text on pages, with an outline; nothing in it is ever fetched or run."""

from __future__ import annotations

import logging
import re
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

from fpdf import FPDF
from fpdf.enums import XPos, YPos
from fpdf.fonts import TTFFont

from .report import NO_FEEDBACK, TEXTS, Report

_FONTS = Path(__file__).resolve().parent.parent / "static" / "vendor" / "dejavu"
_LONGEST_WORD = 60
_SPLIT = re.compile(rf"(\S{{{_LONGEST_WORD}}})(?=\S)")
_MISSING = "□"
_BODY, _SMALL, _HEAD, _TITLE = 10.5, 9.0, 14.0, 20.0

# fpdf2 logs each glyph that a font lacks; here those are replaced before it sees them.
logging.getLogger("fpdf").setLevel(logging.ERROR)
logging.getLogger("fontTools").setLevel(logging.ERROR)


class _Page(FPDF):
    def __init__(self, title: str) -> None:
        super().__init__(format="A4")
        self.add_font("DejaVu", "", _FONTS / "DejaVuSans.ttf")
        self.add_font("DejaVu", "B", _FONTS / "DejaVuSans-Bold.ttf")
        self.set_margin(20)
        self.set_auto_page_break(auto=True, margin=20)
        self.set_title(title)
        self.set_creator("MockFlow")
        self.known = set(cast(TTFFont, self.fonts["dejavu"]).cmap)
        self.add_page()

    def footer(self) -> None:
        """The page's number."""
        self.set_y(-14)
        self.set_font("DejaVu", "", _SMALL)
        self.cell(0, 6, f"MockFlow · {self.page_no()}", align="C")

    def text_block(self, text: str, *, size: float = _BODY, bold: bool = False, indent: float = 0) -> None:
        """A paragraph, wrapped; words longer than a line are cut."""
        self.set_font("DejaVu", "B" if bold else "", size)
        self.set_x(self.l_margin + indent)
        shown = self.shown(text)
        if shown:
            self.multi_cell(0, size * 0.52, shown, new_x=XPos.LMARGIN, new_y=YPos.NEXT, align="L")
            self.ln(1.5)

    def heading(self, text: str, level: int) -> None:
        """A heading that stands in the outline too."""
        self.ln(2.5)
        shown = self.shown(text)
        self.start_section(shown[:120], level=level)
        self.text_block(text, size=_HEAD if level == 0 else _BODY + 1, bold=True)

    def shown(self, text: str) -> str:
        """The text on one line, with a box for each sign the font doesn't have."""
        seen = "".join(c if c.isprintable() else " " for c in unicodedata.normalize("NFC", text))
        line = " ".join(seen.split())
        return _SPLIT.sub(r"\1 ", "".join(c if ord(c) in self.known else _MISSING for c in line))


def pdf(report: Report) -> bytes:
    """The whole report."""
    page = _Page(report.title)
    page.text_block(report.title, size=_TITLE, bold=True)
    page.text_block(report.subtitle, size=_SMALL)
    if report.body:
        _feedback(page, report.body)
    else:
        page.text_block(NO_FEEDBACK)
    if report.measures:
        page.heading("How you spoke", 0)
        for one in report.measures:
            page.text_block(f"{one.name}: {one.value} {one.unit}. {one.meaning}")
    page.heading("Transcript", 0)
    stage = ""
    for turn in report.turns:
        if turn.stage != stage:
            stage = turn.stage
            page.heading(report.stage(turn), 1)
        page.text_block(report.who(turn), size=_SMALL, bold=True)
        page.text_block(turn.text)
        page.text_block(f"Heard as: {turn.heard}" if turn.heard else "", size=_SMALL, indent=6)
    return bytes(page.output())


def _feedback(page: _Page, body: Mapping[str, Any]) -> None:
    page.text_block(body.get("takeaway", ""), size=_HEAD, bold=True)
    page.text_block(body.get("next_step", ""))
    if body.get("competencies"):
        page.heading("Competencies", 0)
    for row in body.get("competencies", ()):
        score = f"{row['score']} of 5" if row.get("score") else "not enough evidence"
        page.heading(f"{row['label']}: {score}", 1)
        for name in ("level", "good", "change"):
            page.text_block(row.get(name, ""))
        for one in row.get("evidence", ()):
            page.text_block(f"“{one['quote']}”", indent=6)
    if body.get("questions"):
        page.heading("Question by question", 0)
    for question in body.get("questions", ()):
        _question(page, question)
    page.text_block(f"Written by: {body.get('written_by', '')}.", size=_SMALL)


def _question(page: _Page, question: Mapping[str, Any]) -> None:
    page.heading(question["asked"], 1)
    answer = question.get("answer")
    page.text_block(f"“{answer['quote']}”" if answer else "You gave no answer to this one.", indent=6)
    for part in question.get("star", ()):
        found = part.get("evidence")
        told = f"“{found['quote']}”" if found else "missing"
        page.text_block(f"{part['part'].capitalize()}: {told}", indent=6)
    for name, label in TEXTS.items():
        if question.get(name):
            page.text_block(f"{label}{question[name]}")
