"""The settings pages in use: Test answers in place, deleting takes two presses, nothing needs a script."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from simulation.house import House
from store.rows import UserRow
from store.sqlite import SqliteStore
from tests.browser.accounts import Archive
from tests.browser.conftest import Visit
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser

UNSENDABLE = "a key with spaces"  # so that a test of it calls nobody
VERDICT = "This holds a space"


@pytest.fixture
def archive(house: House) -> Iterator[Archive]:
    store = SqliteStore(house.data_dir / "mockflow.db")
    yield Archive(house, store)
    store.close()


@pytest.fixture
def owner(archive: Archive, request: pytest.FixtureRequest) -> UserRow:
    """Somebody with one key."""
    made = archive.account(request.node.name)
    archive.give_keys(made, deepgram_api_key=UNSENDABLE)
    return made


@pytest.fixture(params=[True, False], ids=["with-script", "without-script"])
def visitor(
    request: pytest.FixtureRequest, house: House, visit: Visit, archive: Archive, owner: UserRow
) -> Visitor:
    """That owner, signed in."""
    come = visit(house, java_script_enabled=request.param)
    come.context.add_cookies([{"name": "mockflow", "value": archive.cookie(owner), "url": come.url}])
    come.go("/settings/keys")
    return come


def test_a_test_says_its_verdict_on_the_card(
    visitor: Visitor, owner: UserRow, request: pytest.FixtureRequest
) -> None:
    page = visitor.page
    card = page.locator("#deepgram")
    card.get_by_role("button", name="Test the Deepgram key").click()
    expect(card.get_by_role("status")).to_contain_text(VERDICT)
    in_place = "with-script" in request.node.name
    assert page.url.endswith("/settings/keys" if in_place else "/settings/keys/deepgram/test")
    assert visitor.complaints == []


def test_deleting_takes_two_presses_and_says_so(visitor: Visitor) -> None:
    page = visitor.page
    card = page.locator("#deepgram")
    button = card.get_by_role("button", name="Delete the Deepgram key")
    expect(button).to_be_hidden()
    card.locator("summary", has_text="Delete").click()
    button.click()
    expect(card.get_by_role("status")).to_contain_text("Deleted.")
    expect(card.get_by_role("button", name="Test the Deepgram key")).to_have_count(0)


def test_a_key_is_saved_with_the_keyboard_alone(visitor: Visitor) -> None:
    page = visitor.page
    page.locator("#assemblyai_api_key").focus()
    page.keyboard.type("0123456789abcdef")
    page.keyboard.press("Enter")
    card = page.locator("#assemblyai")
    expect(card.get_by_role("status")).to_contain_text("Saved.")
    expect(card).to_contain_text("ends in cdef")
    assert "0123456789ab" not in page.content()
