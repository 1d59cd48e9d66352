"""Sections and chunks say where they stand, so that they can be cited."""

from __future__ import annotations

import pytest

from documents.headings import kind_of_heading
from documents.outline import MAX_SECTIONS, outline, place

pytestmark = pytest.mark.unit

RESUME = """Ada Example
ada@example.org

Summary
Keeps ledgers and
explains them.

WORK EXPERIENCE
Clerk, Northwind
• Kept a ledger for
eleven wards.
• Taught two colleagues.

S K I L L S
Sums, patience

FIELD NOTES
Birds."""


def test_it_finds_sections_in_order() -> None:
    sections = outline(RESUME)
    assert [(one["heading"], one["kind"]) for one in sections] == [
        ("", "top"),
        ("Summary", "summary"),
        ("WORK EXPERIENCE", "experience"),
        ("S K I L L S", "skills"),
        ("FIELD NOTES", "other"),
    ]


def test_a_chunk_is_a_bullet_or_a_paragraph_and_cuts_out_exactly_itself() -> None:
    chunks = outline(RESUME)[2]["chunks"]
    assert [RESUME[one["start"] : one["end"]] for one in chunks] == [
        "Clerk, Northwind",
        "• Kept a ledger for\neleven wards.",
        "• Taught two colleagues.",
    ]
    assert len({one["id"] for section in outline(RESUME) for one in section["chunks"]}) == 7


def test_it_can_be_cited_by_section_page_and_line() -> None:
    experience = outline(RESUME)[2]
    assert place(experience, experience["chunks"][1]) == "WORK EXPERIENCE, line 10"
    assert RESUME.split("\n")[9] == "• Kept a ledger for"
    two_pages = outline(RESUME, [RESUME.index("WORK"), len(RESUME)])
    pages = [one["page"] for section in two_pages for one in section["chunks"]]
    assert pages == [1, 1, 2, 2, 2, 2, 2]
    assert place(two_pages[0], two_pages[0]["chunks"][0]) == "Top, page 1, line 1"


def test_everything_but_headings_is_in_a_chunk() -> None:
    left = RESUME
    for section in outline(RESUME):
        for one in section["chunks"]:
            left = left.replace(RESUME[one["start"] : one["end"]], "", 1)
    assert left.split() == ["Summary", "WORK", "EXPERIENCE", *"SKILLS", "FIELD", "NOTES"]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Experience:", "experience"),
        ("Skills & Tools", "skills"),
        ("What you’ll do", "responsibilities"),
        ("— Nice to have —", "requirements"),
        ("E D U C A T I O N", "education"),
        ("OPEN WATER", "other"),
        ("2019 – 2021", ""),
        ("Experience with ledgers of every kind", ""),
        ("SQL", ""),
        ("Clerk, Northwind", ""),
        ("", ""),
    ],
)
def test_it_knows_a_heading(line: str, kind: str) -> None:
    assert kind_of_heading(line, after_gap=True) == kind


def test_capitals_in_the_middle_of_a_paragraph_are_no_heading() -> None:
    assert kind_of_heading("OPEN WATER", after_gap=False) == ""


def test_a_text_of_nothing_but_headings_stays_small() -> None:
    sections = outline("Skills\nSums\n" * 5_000)
    assert len(sections) <= MAX_SECTIONS
    assert sum(len(one["chunks"]) for one in sections) < 3_000


def test_a_text_without_headings_is_one_section() -> None:
    (section,) = outline("Just some words\nand some more.")
    assert (section["kind"], section["heading"], len(section["chunks"])) == ("top", "", 1)
