"""The whole contract suite of tests/store, on a real Supabase.

Its modules are marked unit, for that is what they are on SQLite; the same tests are found here again,
with this directory's ``open_store`` and the mark of what they are on a server.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

from tests.house.tree import ROOT

pytestmark = pytest.mark.process

STORE_TESTS = ROOT / "tests" / "store"


def speaks_of_any_store(path: Path) -> bool:
    """Whether a module's tests take the ``store`` fixture."""
    return "store: Store" in path.read_text(encoding="utf-8")


def contract() -> list[ModuleType]:
    """Every module of the contract suite."""
    paths = [path for path in sorted(STORE_TESTS.glob("test_*.py")) if speaks_of_any_store(path)]
    return [import_module(f"tests.store.{path.stem}") for path in paths]


def collected(module: ModuleType) -> dict[str, object]:
    """What pytest looks for in a module, by name."""
    return {
        name: value
        for name, value in vars(module).items()
        if name.startswith("test_") or type(value).__name__ == "FixtureFunctionDefinition"
    }


for _module in contract():
    _found = collected(_module)
    assert not _found.keys() & globals().keys(), f"two contract tests of one name in {_module.__name__}"
    globals().update(_found)


def test_the_whole_contract_is_here() -> None:
    names = [module.__name__.rpartition(".")[2] for module in contract()]
    assert {"test_contract", "test_contract_removal", "test_events"} <= set(names)
    assert sum(name.startswith("test_") for name in globals()) > 60
