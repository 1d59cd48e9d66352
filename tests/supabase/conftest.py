"""One Supabase for all tests here, emptied before each; the rest is the contract suite's own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest

from store.port import Store
from supabase_client import SupabaseStore
from tests.store.conftest import alice, charlie, interview, store
from tests.supabase.emulator import Emulator

__all__ = ["alice", "charlie", "interview", "store"]


@pytest.fixture(scope="session")
def emulator(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Emulator]:
    server = Emulator(tmp_path_factory.mktemp("supabase"))
    yield server
    server.close()


@pytest.fixture
def supabase(emulator: Emulator) -> Emulator:
    """The server, with nothing in it."""
    emulator.empty()
    return emulator


@pytest.fixture
def open_store(supabase: Emulator) -> Iterator[Callable[..., Store]]:
    """Opens this test's store with other sign-in limits."""
    made: list[SupabaseStore] = []

    def opened(**limits: timedelta) -> Store:
        made.append(SupabaseStore(supabase.url, supabase.secret_key, **limits))
        return made[-1]

    yield opened
    for one in made:
        one.close()
