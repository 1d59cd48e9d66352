"""What every test may ask for, and the rule that nothing is skipped in CI."""

from __future__ import annotations

import os
import signal
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest

from embedded.problem import EmbeddedError
from embedded.stack import EmbeddedServices, Stack
from tests.fakes.vendors import Vendors, running

IN_CI = os.environ.get("CI", "").lower() in ("1", "true", "yes")


def pytest_configure() -> None:
    """TERM ends a test run as Ctrl-C does: fixtures are torn down and no server is left behind."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Long proofs run where they are asked for alone: ``-m torture``, or what names that mark."""
    if "torture" in config.getoption("markexpr"):
        return
    long = [item for item in items if item.get_closest_marker("torture")]
    if long:
        config.hook.pytest_deselected(items=long)
        items[:] = [item for item in items if item not in set(long)]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """In CI a skipped test is a failed one: a missing tool must be seen."""
    report = yield
    if IN_CI and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped, and in CI nothing may be: {call.excinfo}"
    return report


@pytest.fixture(scope="session")
def stack_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data directory of the session's servers."""
    return tmp_path_factory.mktemp("stack")


@pytest.fixture(scope="session")
def stack(stack_dir: Path) -> Iterator[EmbeddedServices]:
    """A real livekit-server and a real speech server on free ports, for the whole session."""
    started = Stack(stack_dir)
    try:
        services = started.start()
    except EmbeddedError as error:
        pytest.skip(error.message)
    yield services
    started.stop()


@pytest.fixture
def vendors() -> Iterator[Vendors]:
    """OpenAI, Deepgram and AssemblyAI on loopback; see ``tests/fakes/vendors``."""
    with running() as started:
        yield started


@pytest.fixture(scope="session")
def chromium() -> str:
    """Path of a Chromium: $CHROMIUM, Debian's, or the one Playwright downloaded."""
    for path in (os.environ.get("CHROMIUM", ""), "/usr/bin/chromium", *_playwrights()):
        if path and Path(path).is_file():
            return path
    pytest.skip("There is no Chromium. Install the package “chromium” or set CHROMIUM to its path.")


def _playwrights() -> list[str]:
    home = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH") or Path.home() / ".cache" / "ms-playwright")
    return [str(path) for path in sorted(home.glob("chromium-*/chrome-linux*/chrome"), reverse=True)]
