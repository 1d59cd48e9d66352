"""Templates hold no code and no style, so the content policy can be strict; raw colours have one file."""

from __future__ import annotations

import re

import pytest

from tests.house.tree import ROOT, files

pytestmark = pytest.mark.unit

INLINE_SCRIPT = re.compile(
    r"<script(?![^>]*\bsrc=)(?![^>]*type=[\"']application/json[\"'])[^>]*>", re.IGNORECASE
)
INLINE_STYLE = re.compile(r"<style\b|\sstyle\s*=", re.IGNORECASE)
HANDLER = re.compile(r"<[^>]*\son[a-z]+\s*=\s*[\"'{]", re.IGNORECASE)
SCRIPT_URL = re.compile(r"javascript:", re.IGNORECASE)
RAW_COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}\b|\b(?:rgba?|hsla?|oklch)\(")
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


def found(pattern: re.Pattern[str], *globs: str) -> list[str]:
    return [
        f"{path.relative_to(ROOT)}: {match[0][:60]}"
        for path in files(*globs)
        for match in pattern.finditer(path.read_text(encoding="utf-8"))
    ]


@pytest.mark.parametrize("pattern", [INLINE_SCRIPT, INLINE_STYLE, HANDLER, SCRIPT_URL])
def test_it_has_no_inline_script_or_style(pattern: re.Pattern[str]) -> None:
    assert found(pattern, "templates/**/*.html", "templates/*.html") == []


@pytest.mark.parametrize(
    ("pattern", "markup"),
    [
        (INLINE_SCRIPT, "<script>alert(1)</script>"),
        (INLINE_SCRIPT, '<script type="module">'),
        (INLINE_STYLE, '<p style="color: red">'),
        (HANDLER, '<button onclick="go()">'),
    ],
)
def test_it_would_see_a_breach(pattern: re.Pattern[str], markup: str) -> None:
    assert pattern.search(markup)


def test_raw_colours_stand_in_the_tokens_only() -> None:
    outside = []
    for path in files("static/css/*.css", "static/css/**/*.css"):
        if path.name == "tokens.css":
            continue
        text = COMMENT.sub("", path.read_text(encoding="utf-8"))
        outside += [f"{path.relative_to(ROOT)}: {match[0]}" for match in RAW_COLOUR.finditer(text)]
    assert outside == []
