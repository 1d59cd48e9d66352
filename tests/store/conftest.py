"""Every store the contract suite runs against; a second one is one more name in ``STORES``."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from interview.models import Brief, Plan, PlannedQuestion
from store.port import Store
from store.rows import InterviewRow, UserRow
from store.sqlite import SqliteStore

STORES: dict[str, Callable[[Path], Store]] = {"sqlite": lambda tmp: SqliteStore(tmp / "mockflow.db")}

BRIEF = Brief(role="Backend engineer", company="Acme", resume_text="Kept a ledger.")
PLAN = Plan(
    questions=(PlannedQuestion(id="q1", stage="self_intro", text="Who are you?", competency="clarity"),)
)


@pytest.fixture(params=sorted(STORES))
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    made = STORES[request.param](tmp_path)
    yield made
    made.close()


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
