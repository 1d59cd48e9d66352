"""A whole MockFlow, and browsers with the microphone a test asks for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Playwright, expect, sync_playwright

from simulation.house import House
from tests.browser.visitor import Visitor

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--autoplay-policy=no-user-gesture-required",
)
ALLOWED = "--use-fake-ui-for-media-stream"
BEEPS = "--use-fake-device-for-media-stream"

PATIENCE_MS = 30_000  # a condition is waited for this long: a loaded box is slow, not wrong

Visit = Callable[..., Visitor]


def pytest_addoption(parser: pytest.Parser) -> None:
    """``pytest tests/browser --write-screenshots`` renews the pictures under docs/."""
    parser.addoption("--write-screenshots", action="store_true", help="write the pictures of docs/")


@pytest.fixture(scope="package")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """Embedded servers, web app and warm workers on free ports."""
    with House(tmp_path_factory.mktemp("house") / "data") as opened:
        opened.wait_until_warm()
        yield opened


@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    """Closed with its module: asyncio tests of other folders can't run beside it."""
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as started:
        yield started


def flags(microphone: Path | str) -> list[str]:
    """What Chromium is told: a WAV file, ``beeps``, ``none`` or ``refused``."""
    if isinstance(microphone, Path):
        return [*FLAGS, ALLOWED, BEEPS, f"--use-file-for-fake-audio-capture={microphone}%noloop"]
    kinds = {"beeps": [ALLOWED, BEEPS], "none": [ALLOWED], "refused": [BEEPS]}
    return [*FLAGS, *kinds[microphone]]


@pytest.fixture(scope="module")
def browser_with(playwright: Playwright, chromium: str) -> Iterator[Callable[[Path | str], Browser]]:
    """One Chromium for each kind of microphone, shared by the tests of a module."""
    running: dict[str, Browser] = {}

    def launch(microphone: Path | str) -> Browser:
        name = str(microphone)
        if name not in running:
            running[name] = playwright.chromium.launch(executable_path=chromium, args=flags(microphone))
        return running[name]

    yield launch
    for browser in running.values():
        browser.close()


@pytest.fixture
def visit(browser_with: Callable[[Path | str], Browser]) -> Iterator[Visit]:
    """``visit(house, microphone=…, **context options)``: a person who hasn't signed in yet."""
    visitors: list[Visitor] = []

    def come(house: House, microphone: Path | str = "none", **options: Any) -> Visitor:
        context = browser_with(microphone).new_context(**options)
        visitor = Visitor(context, context.new_page(), house.url)
        visitor.watch(visitor.page)
        visitors.append(visitor)
        return visitor

    yield come
    for visitor in visitors:
        visitor.context.close()
