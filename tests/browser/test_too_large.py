"""A file that is too large: told before it is sent, and sent all the same, nothing typed is lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from simulation.house import House
from tests.browser.conftest import Visit
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser

MIB = 1024 * 1024


@pytest.fixture
def visitor(house: House, visit: Visit) -> Visitor:
    """Somebody who has filled the form in."""
    come = visit(house)
    come.sign_in()
    come.go("/interviews/new")
    come.page.get_by_label("Role", exact=True).fill("Lighthouse keeper")
    come.page.get_by_label("Company").fill("Harbour Board")
    return come


def choose(visitor: Visitor, path: Path, size: int) -> None:
    path.write_bytes(b"w" * size)
    visitor.page.locator("#resume").set_input_files(path)


def test_it_is_told_beside_its_field_and_nothing_is_sent(visitor: Visitor, tmp_path: Path) -> None:
    page = visitor.page
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.method))
    choose(visitor, tmp_path / "cv.txt", 5 * MIB + 1)
    expect(page.locator('[data-error-for="resume"]')).to_contain_text("up to 5 MB can be read")
    visitor.test("start-set-up").click()
    expect(page.locator("#resume")).to_be_focused()
    assert sent == []
    assert page.get_by_label("Role", exact=True).input_value() == "Lighthouse keeper"
    choose(visitor, tmp_path / "smaller.txt", 5000)
    expect(page.locator('[data-error-for="resume"]')).to_have_text("")
    visitor.test("start-set-up").click()
    page.wait_for_url("**/room")


def test_sent_all_the_same_the_way_back_leads_to_the_form_as_it_was(visitor: Visitor, tmp_path: Path) -> None:
    page = visitor.page
    choose(visitor, tmp_path / "cv.txt", 15 * MIB)
    page.evaluate("document.querySelector('[data-set-up]').submit()")
    page.wait_for_url("**/interviews")
    expect(page.locator(".lead")).to_contain_text("Go back, what you typed is still there")
    page.get_by_role("link", name="Go back to the form").click()
    page.wait_for_url("**/interviews/new")
    expect(page.get_by_label("Role", exact=True)).to_have_value("Lighthouse keeper")
    expect(page.get_by_label("Company")).to_have_value("Harbour Board")
