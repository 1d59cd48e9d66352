"""What a person without a microphone does in the room."""

from __future__ import annotations

import time
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.visitor import Visitor

SAID = "I planned the release, wrote the first service and cut failed payments by forty percent."
STORED_S = 30.0


def join_typing(visitor: Visitor) -> str:
    """Press the typing way in and wait for the greeting; returns its words."""
    visitor.test("start-typing").click()
    visitor.phase("live")
    return visitor.hear_words()


def type_answer(visitor: Visitor, page: Page | None = None) -> None:
    """Type an answer and wait until the interviewer has it."""
    visitor.test("answer-text", page).fill(SAID)
    visitor.test("answer-send", page).click()
    expect(visitor.test("answer-text", page)).to_have_value("")
    expect(visitor.test("caption-candidate", page)).to_have_text(SAID)


def stored(visitor: Visitor, path: str) -> None:
    """Wait until the typed answer is one of the candidate's turns in the store."""

    def kept() -> list[str]:
        turns = visitor.json(f"{path}/transcript.json")["turns"]
        return [turn["text"] for turn in turns if turn["speaker"] == "candidate"]

    _wait(lambda: SAID in kept(), lambda: f"the typed answer is not among {kept()}")


def moved(visitor: Visitor, path: str, causes: list[str]) -> None:
    """Wait until the store has these moves between stages, by their causes, and no other."""

    def kept() -> list[str]:
        events = visitor.json(f"{path}/events.json")["events"]
        return [event["data"]["cause"] for event in events if event["kind"] == "stage"]

    _wait(lambda: kept() == causes, lambda: f"the moves are {kept()}")


def _wait(there: Callable[[], bool], otherwise: Callable[[], str]) -> None:
    deadline = time.monotonic() + STORED_S
    while not there():
        assert time.monotonic() < deadline, otherwise()
        time.sleep(0.2)  # between two looks at another process
