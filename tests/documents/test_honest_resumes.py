"""Sixty honest résumés, six layouts in three formats: their words are kept, in an order that makes sense."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

import pytest

from document_processor import read_document
from documents import readers
from documents.reading import Reading
from tests.documents import resumes_docx, resumes_pdf, resumes_txt
from tests.documents.people import Person, person

pytestmark = pytest.mark.unit

LEAST_KEPT = 0.98
FORMATS = ("pdf", "docx", "txt")
LAYOUTS = tuple(resumes_pdf.LAYOUTS)


def words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", unicodedata.normalize("NFKC", text).casefold()))


def flat(text: str) -> str:
    return " ".join(text.split())


def made(number: int) -> tuple[Person, str, str, bytes]:
    """The résumé of this number: whose, its layout, its format, its bytes."""
    layout, form = LAYOUTS[number % 6], FORMATS[number // 6 % 3]
    someone = person(number, jobs=9 if layout == "pages" else 3)
    if form == "docx":
        return someone, layout, form, resumes_docx.make(resumes_docx.LAYOUTS[layout], someone)
    if form == "txt":
        return someone, layout, form, resumes_txt.LAYOUTS[layout](someone)
    drawn = resumes_pdf.LAYOUTS[layout]
    if layout == "two columns" and number // 18 % 2:
        drawn = resumes_pdf.two_columns_woven
    return someone, layout, form, resumes_pdf.make(drawn, someone)


@pytest.mark.parametrize("number", range(60))
def test_its_words_are_kept(number: int) -> None:
    someone, _, _, data = made(number)
    wanted, found = words(" ".join(someone.pieces())), words(readers.read(data)["text"])
    kept = (wanted & found).total() / wanted.total()
    assert kept >= LEAST_KEPT, f"{kept:.1%} kept, missing {wanted - found}"


@pytest.mark.parametrize("number", range(60))
def test_nothing_in_it_is_called_hidden(number: int) -> None:
    assert readers.read(made(number)[3])["notices"] == []


@pytest.mark.parametrize("number", range(60))
def test_each_sentence_is_read_whole_and_after_the_one_before(number: int) -> None:
    someone, _, _, data = made(number)
    text = flat(readers.read(data)["text"]).replace("• ", "").replace("· ", "")
    after = 0
    for job in someone.jobs:
        for said in job.bullets:
            after = text.find(flat(said), after) + len(flat(said))
            assert after >= len(flat(said)), f"torn or out of place: {said}"


@pytest.mark.parametrize(
    "number", [n for n in range(60) if LAYOUTS[n % 6] in ("single", "two columns", "pages")]
)
def test_its_sections_are_found(number: int) -> None:
    someone, _, _, data = made(number)
    reading: Reading = readers.read(data)
    sections = {section["kind"]: section for section in reading["sections"]}
    assert {"experience", "skills", "education", "languages", "summary"} <= set(sections)
    experience = sections["experience"]
    said = flat(reading["text"][experience["start"] : experience["end"]])
    assert all(flat(line) in said.replace("- ", "") for job in someone.jobs for line in job.bullets)
    chunks = [flat(reading["text"][one["start"] : one["end"]]) for one in experience["chunks"]]
    assert any(someone.jobs[0].bullets[0] in chunk for chunk in chunks)


@pytest.mark.process
@pytest.mark.parametrize("number", range(0, 60, 10))
def test_the_child_reads_it_as_well(number: int) -> None:
    _, _, _, data = made(number)
    reading = readers.read(data)
    document = read_document(data, max_bytes=5_000_000)
    assert (document.text, list(document.sections)) == (reading["text"], reading["sections"])
