"""A person at a browser: what they do on the pages, and what the browser complained about."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, Page, Response, expect

ROLE = "Senior Backend Engineer"
FIRST_WORDS_MS = 30_000
# What livekit-client logs as an error when a connection closes on purpose: a tab that is taken over, a room
# that ends. Whether it says any of this is a race between two sockets; tests look at the page's own face.
_ROOM_CLOSING = re.compile(
    r"DataChannel error on |(publisher|subscriber) data channel '\w+' closed unexpectedly |"
    r"(publisher|subscriber) connection "
)
_TELL_BREACHES = """addEventListener("securitypolicyviolation", (breach) =>
  console.error(`breach of the policy: ${breach.violatedDirective} ${breach.blockedURI}`))"""


@dataclass
class Visitor:
    """One browser with one person in front of it.

    Attributes:
        page: the tab in use.
        url: MockFlow's address.
        complaints: console errors, uncaught errors and breaches of the policy, from every tab.
    """

    context: BrowserContext
    page: Page
    url: str
    complaints: list[str] = field(default_factory=list)

    def watch(self, page: Page) -> Page:
        """Note what goes wrong in a tab."""
        page.add_init_script(_TELL_BREACHES)
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.complaints.append(f"uncaught: {error}"))
        return page

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not _ROOM_CLOSING.match(message.text):
            self.complaints.append(message.text)

    def new_tab(self) -> Page:
        """Another tab of the same browser."""
        return self.watch(self.context.new_page())

    def go(self, path: str) -> Response:
        """Open a page of MockFlow's."""
        response = self.page.goto(self.url + path, wait_until="load")
        assert response is not None
        return response

    def sign_in(self) -> None:
        """Press the one button of the first page."""
        self.go("/")
        self.page.get_by_role("button", name="Start practising").click()
        self.page.wait_for_url("**/dashboard")

    def set_up(self, *, role: str = ROLE, length: str = "Quick", patience: str = "") -> str:
        """Fill the form and send it; returns the interview's path, with the room page open."""
        self.go("/interviews/new")
        self.page.get_by_label("Role", exact=True).fill(role)
        self.page.get_by_role("radio", name=length).check()
        if patience:
            self.page.locator("[data-more] summary").click()
            self.page.get_by_label("How long may you pause?").select_option(label=patience)
        self.test("start-set-up").click()
        self.page.wait_for_url("**/room")
        return self.interview

    @property
    def interview(self) -> str:
        """The path of the interview whose page is open."""
        return "/".join(urlsplit(self.page.url).path.split("/")[:3])

    def test(self, name: str, page: Page | None = None) -> Locator:
        """The part of the page with this test id."""
        return (page or self.page).get_by_test_id(name)

    def json(self, path: str) -> Any:
        """What a JSON address answers."""
        answer = self.context.request.get(self.url + path, headers={"Accept": "application/json"})
        assert answer.ok, (path, answer.status)
        return json.loads(answer.body())

    def end(self, path: str = "") -> None:
        """Have the interview ended, with the token of the page that is open."""
        token = self.page.locator('meta[name="csrf-token"]').get_attribute("content")
        answer = self.context.request.post(
            self.url + (path or self.interview) + "/end", headers={"X-CSRFToken": token or ""}
        )
        assert answer.ok, (answer.status, answer.text())

    def phase(self, name: str, page: Page | None = None, *, within_ms: float = FIRST_WORDS_MS) -> None:
        """Wait until the room shows this face."""
        expect((page or self.page).locator(f'body[data-phase="{name}"]')).to_be_attached(timeout=within_ms)

    def hear_words(self, page: Page | None = None) -> str:
        """Wait for the interviewer's words on screen; returns them."""
        caption = self.test("caption-interviewer", page)
        expect(caption).not_to_be_empty(timeout=FIRST_WORDS_MS)
        return caption.inner_text()

    def state(self, name: str, page: Page | None = None, *, within_ms: float = FIRST_WORDS_MS) -> None:
        """Wait until the interviewer speaks, listens, thinks or holds."""
        word = self.test("state-word", page)
        expect(word).to_have_attribute("data-state", name, timeout=within_ms)
