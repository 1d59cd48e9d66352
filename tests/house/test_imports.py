"""Imports point one way, lazy ones included (design, section 2)."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

import pytest

from tests.house.tree import ROOT, imported, name_of, product

pytestmark = pytest.mark.unit

ENTRIES = ("app", "agent_worker", "commands")
PURE = ("fsm", "prompts", "postprocess", "interview")
IMPURE = (
    *("flask", "livekit", "openai", "aiohttp", "httpx", "httpx2", "requests", "socket", "subprocess", "os"),
    *("time", "threading", "asyncio", "random", "web", "voice", "workers", "store", "settings", "embedded"),
    "sqlalchemy",
)
WORKER = ("voice", "agent_worker")
KEPT_FROM_WORKER = (
    *("web", "store", "supabase_client", "auth_helpers", "worker_manager", "flask", "cryptography", "app"),
    *("sqlalchemy", "store_supabase", "supabase"),
)


@cache
def modules() -> dict[str, frozenset[str]]:
    """Our modules, and what each imports in so many words."""
    return {name_of(path): frozenset(name for name, _ in imported(path)) for path in product()}


def within(name: str, areas: Iterable[str]) -> bool:
    return any(name == area or name.startswith(area + ".") for area in areas)


def resolve(name: str) -> str | None:
    """The module of ours that an imported name means."""
    while name and name not in modules():
        name = name.rpartition(".")[0]
    return name or None


def reached(start: str) -> dict[str, tuple[str, ...]]:
    """Everything a module reaches, ours and foreign, with the way there."""
    found: dict[str, tuple[str, ...]] = {}
    todo: list[tuple[str, tuple[str, ...]]] = [(start, (start,))]
    while todo:
        module, way = todo.pop()
        for name in modules()[module]:
            found.setdefault(name, (*way, name))
            ours = resolve(name)
            for part in _with_packages(ours):
                if part not in found or len(found[part]) == 1:
                    found[part] = (*way, part)
                    todo.append((part, (*way, part)))
    return found


def _with_packages(name: str | None) -> list[str]:
    """A module and the packages it lies in, whose ``__init__`` runs too; those that were seen are few."""
    parts = name.split(".") if name else []
    names = [".".join(parts[: count + 1]) for count in range(len(parts))]
    return [part for part in names if part in modules()]


def breaches(areas: Iterable[str], forbidden: Iterable[str]) -> list[str]:
    forbidden = tuple(forbidden)
    return [
        " -> ".join(way)
        for module in modules()
        if within(module, areas)
        for name, way in reached(module).items()
        if within(name, forbidden)
    ]


def direct_breaches(areas: Iterable[str], forbidden: Iterable[str]) -> list[str]:
    forbidden = tuple(forbidden)
    return [
        f"{path.relative_to(ROOT)}:{line} imports {name}"
        for path in product()
        if within(name_of(path), areas)
        for name, line in imported(path)
        if within(name, forbidden)
    ]


def test_nothing_imports_an_entry_point() -> None:
    # The warm parent preloads the worker's entry and forks: that is how a worker begins.
    exempt = (*ENTRIES, "simulation", "benchmarks", "workers")
    others = [name for name in modules() if not within(name, exempt)]
    assert direct_breaches(others, ENTRIES) == []


def test_the_web_never_imports_the_voice() -> None:
    assert breaches(["web"], ["voice", "agent_worker"]) == []


def test_the_worker_cant_reach_what_it_could_leak() -> None:
    assert breaches(WORKER, KEPT_FROM_WORKER) == []


def test_the_pure_parts_are_pure() -> None:
    assert direct_breaches(PURE, IMPURE) == []


def test_the_pure_parts_reach_nothing_that_isnt() -> None:
    assert (
        breaches(PURE, ["flask", "livekit", "web", "voice", "workers", "store", "settings", "embedded"]) == []
    )


def test_the_store_knows_neither_web_nor_supabase() -> None:
    assert (
        breaches(["store"], ["web", "supabase_client", "store_supabase", "supabase", "flask", "voice"]) == []
    )


def test_the_speech_server_stands_alone() -> None:
    """Piper is GPL: only its own process may load it."""
    others = [m for m in modules() if not within(m, ["embedded.speech", "simulation"]) and m != "embedded"]
    assert direct_breaches(others, ["piper", "embedded.speech"]) == []
    assert breaches(["embedded.speech"], ["web", "voice", "store", "workers", "flask"]) == []


def test_only_settings_reads_the_environment() -> None:
    allowed = (
        "settings",
        "embedded.process",  # copies a listed few variables to its children
        "embedded.install",  # tools of the set-up inherit the user's own
        "workers",  # copies a listed few variables to its children
        "document_processor",  # the same, for the parsing child
    )
    found = [
        f"{path.relative_to(ROOT)}"
        for path in product()
        if not within(name_of(path), allowed)
        and ("os.environ" in (text := path.read_text(encoding="utf-8")) or "os.getenv" in text)
    ]
    assert found == []


def test_the_walk_sees_lazy_imports() -> None:
    """embedded.run imports workers.client inside a function."""
    assert "workers.client" in modules()["embedded.run"]
