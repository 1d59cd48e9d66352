"""What is read is tidied without a word being lost, and columns are read one by one."""

from __future__ import annotations

import pytest

from documents import readers
from documents.pdf import without_repeats
from documents.text import tidy
from tests.documents.files import HELVETICA, drawn_pdf, text_at

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("raw", "tidied"),
    [
        ("\ufb01nance of\ufb01ce \ufb02ow \ufb04", "finance office flow ffl"),
        ("x\u00b2 \u2122 \u00bd", "x\u00b2 \u2122 \u00bd"),
        ("mea\u00adsured mea\u00ad\n sured", "measured measured"),
        ("devel-\nopment", "development"),
        ("self-\nmade, well-\n known", "self-made, well-known"),
        ("e-mail and e-\nmail", "e-mail and e-mail"),
        ("Baden-\nBaden, 2019-\n2021", "Baden-Baden, 2019-\n2021"),
        ("cafe\u0301", "café"),
        ("a\r\nb\rc\x0cd\u2028e", "a\nb\nc\nd\ne"),
        ("a  \u00a0\t b \n\n\n \n c", "a b\n\nc"),
        ("\uf0b7 one\n\uf0a7 two", "• one\n• two"),
        ("a\x00\x07\ud800b", "ab"),
    ],
)
def test_it_tidies(raw: str, tidied: str) -> None:
    assert tidy(raw) == tidied


def read(content: str, **resources: object) -> str:
    return readers.read(drawn_pdf(content, resources=dict(resources)))["text"]


def test_glyphs_named_as_ligatures_become_letters() -> None:
    differences = {"/Type": "/Encoding", "/Differences": [1, "/fi", "/fl", "/ffi"]}
    text = read(
        "BT /F2 12 Tf 72 700 Td (o\\003ce \\001eld \\002ow) Tj ET",
        **{"/Font": {"/F2": HELVETICA | {"/Encoding": differences}}},
    )
    assert text == "office field flow"


LEFT = ["Python", "first aid", "triage", "Deutsch", "svenska"]
RIGHT = [
    "Kept a ledger of every",
    "ward for eleven years and",
    "taught two colleagues to",
    "do so too.",
    "Then left.",
]


def drawn(pairs: list[tuple[float, int, str]]) -> str:
    return "".join(text_at(x, 700 - 14 * row, text) for x, row, text in pairs)


@pytest.mark.parametrize("woven", [False, True])
def test_columns_are_read_one_after_the_other(woven: bool) -> None:
    left = [(60.0, row, text) for row, text in enumerate(LEFT)]
    right = [(200.0, row, text) for row, text in enumerate(RIGHT)]
    pairs = [one for both in zip(left, right, strict=True) for one in both] if woven else left + right
    above = text_at(60, 740, "Ada Example, clerk of the ledgers and of the wards")
    words = read(above + drawn(pairs)).split()
    assert words == f"Ada Example, clerk of the ledgers and of the wards {' '.join(LEFT + RIGHT)}".split()


def test_three_columns_are_read_one_after_the_other() -> None:
    columns = [[(60.0 + 160 * n, row, f"word{n}{row} of column") for row in range(5)] for n in range(3)]
    words = read(drawn([one for column in columns for one in column]))
    assert [word for word in words.split() if word.startswith("word")] == [
        f"word{n}{m}" for n in range(3) for m in range(5)
    ]


def test_dates_stay_beside_what_they_date() -> None:
    rows = [
        ("Clerk, Northwind", "2019"),
        ("Kept a ledger", ""),
        ("Porter, Quayside", "2017"),
        ("Carried", ""),
    ]
    rows += [("Runner, Ferro", "2015"), ("Ran", "")]
    pairs = [
        (x, row, text)
        for row, both in enumerate(rows)
        for x, text in zip((60.0, 400.0), both, strict=True)
        if text
    ]
    assert "Clerk, Northwind 2019\nKept a ledger\nPorter, Quayside 2017" in read(drawn(pairs))


def test_the_rows_of_a_table_stay_rows() -> None:
    cells = [
        ("Python", "8 years", "daily"),
        ("SQL", "5 years", "weekly"),
        ("Go", "1 year", "rarely"),
        ("Rust", "0", "never"),
    ]
    pairs = [(60.0 + 150 * n, row, text) for row, line in enumerate(cells) for n, text in enumerate(line)]
    assert read(drawn(pairs)).split("\n")[0] == "Python 8 years daily"


def test_words_drawn_letter_by_letter_or_twice_are_words() -> None:
    spaced = "BT /F1 12 Tf 72 700 Td [(L) 20 (ed) -300 (a) -280 (te) 10 (am)] TJ ET "
    twice = text_at(72, 650, "Bold") + text_at(72.3, 650, "Bold")
    assert read(spaced + twice) == "Led a team\nBold"


def test_turned_text_is_read_too() -> None:
    turned = "BT /F1 12 Tf 0 1 -1 0 300 100 Tm (Up the side) Tj ET "
    assert read(text_at(72, 700, "Level and longer") + turned) == "Level and longer\n\nUp the side"


def test_what_repeats_on_every_page_is_read_once() -> None:
    lines = ("one", "two", "three", "four")
    pages = [
        "\n".join(["Ada Example", *(f"{letter} {line}" for line in lines), f"Page {number} of 3"])
        for number, letter in enumerate("abc", 1)
    ]
    first, second, _ = without_repeats(pages)
    assert first == pages[0]
    assert second == "b one\nb two\nb three\nb four"
