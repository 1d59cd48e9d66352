"""Every store the contract suite runs against; a second one is one more name in ``STORES``."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Protocol

import pytest

from interview.models import Brief, Plan, PlannedQuestion
from store.port import Store
from store.rows import InterviewRow, UserRow
from store.sqlite import SqliteStore

IDLE, ABSOLUTE = timedelta(hours=12), timedelta(days=7)


class Opener(Protocol):
    """Opens an empty store; ``tmp`` is this test's own directory."""

    def __call__(self, tmp: Path, *, idle: timedelta = ..., absolute: timedelta = ...) -> Store: ...


def _sqlite(tmp: Path, *, idle: timedelta = IDLE, absolute: timedelta = ABSOLUTE) -> Store:
    return SqliteStore(tmp / "mockflow.db", idle=idle, absolute=absolute)


STORES: dict[str, Opener] = {"sqlite": _sqlite}

BRIEF = Brief(role="Backend engineer", company="Acme", resume_text="Kept a ledger.")
PLAN = Plan(
    questions=(PlannedQuestion(id="q1", stage="self_intro", text="Who are you?", competency="clarity"),)
)


@pytest.fixture(params=sorted(STORES))
def open_store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[..., Store]]:
    """Opens this test's store with other sign-in limits."""
    made: list[Store] = []

    def opened(**limits: timedelta) -> Store:
        made.append(STORES[request.param](tmp_path, **limits))
        return made[-1]

    yield opened
    for store in made:
        store.close()


@pytest.fixture
def store(open_store: Callable[..., Store]) -> Store:
    return open_store()


@pytest.fixture
def alice(store: Store) -> UserRow:
    return store.upsert_user(subject="local", name="Alice", email="")


@pytest.fixture
def charlie(store: Store) -> UserRow:
    """The stranger: signed in, and owner of nothing here."""
    return store.upsert_user(subject="issuer|charlie", name="Charlie", email="c@example.org")


@pytest.fixture
def interview(store: Store, alice: UserRow) -> InterviewRow:
    return store.create_interview(owner_id=alice.id, brief=BRIEF, plan=PLAN)
