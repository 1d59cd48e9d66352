"""A certificate authority for the run, fake providers, a watched wire and a listener inside."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.fakes.certificates import Tls, make_tls
from tests.fakes.providers import NAMES, FakeProviders, running
from tests.fakes.wire import Listener, Wire, watched


@pytest.fixture(scope="session")
def tls(tmp_path_factory: pytest.TempPathFactory) -> Tls:
    return make_tls(tmp_path_factory.mktemp("tls"), NAMES)


@pytest.fixture
def providers(tls: Tls) -> Iterator[FakeProviders]:
    with running(tls) as server:
        yield server


@pytest.fixture
def wire() -> Iterator[Wire]:
    with watched() as made:
        yield made


@pytest.fixture
def listener() -> Iterator[Listener]:
    made = Listener()
    yield made
    made.close()
