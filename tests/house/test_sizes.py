"""Files and functions stay small enough to read in one sitting."""

from __future__ import annotations

import ast

import pytest

from tests.house.tree import ROOT, files, product, syntax

pytestmark = pytest.mark.unit

CODE = ("*.py", "*.js", "*.css", "*.html")


def lines(path: object) -> int:
    return len((ROOT / str(path)).read_text(encoding="utf-8").splitlines())


def test_no_file_is_over_300_lines() -> None:
    assert [f"{path.relative_to(ROOT)}: {lines(path)}" for path in files(*CODE) if lines(path) > 300] == []


def test_nine_of_ten_files_are_at_most_200_lines() -> None:
    sizes = {str(path.relative_to(ROOT)): lines(path) for path in files(*CODE)}
    long = {name: size for name, size in sizes.items() if size > 200}
    assert len(long) <= len(sizes) / 10, long


def test_no_function_is_over_50_lines() -> None:
    long = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"
        for path in product()
        for node in ast.walk(syntax(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno is not None
        and node.end_lineno - node.lineno + 1 > 50
    ]
    assert long == []


def test_the_entry_file_only_assembles() -> None:
    assert lines("app.py") <= 60
