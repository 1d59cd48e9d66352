"""The demo in the terminal: what is said, where the interview stands, what came of it."""

from __future__ import annotations

import json
import time
from statistics import median
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from simulation.ear import Caption


class Screen:
    """Prints lines as things happen, with one moving status line in a real terminal.

    Args:
        candidate: the name shown before the candidate's words.
    """

    def __init__(self, candidate: str, console: Console | None = None) -> None:
        self.console = console or Console(highlight=False)
        self._name = candidate.split()[0]
        self._status = self.console.status("")
        self._heading = ""
        self._notice = ""
        self._printed: set[str] = set()

    def step(self, text: str) -> None:
        """Say what is being done."""
        self.console.print(Text(f"· {text}", style="dim"))

    def problem(self, text: str) -> None:
        """Say what is wrong."""
        self.console.print(Text(f"✗ {text}", style="bold red"))

    def good(self, text: str) -> None:
        """Say what is right."""
        self.console.print(Text(f"✓ {text}", style="green"))

    def caption(self, caption: Caption) -> None:
        """A final caption becomes a line, once."""
        if not caption.final or not caption.text.strip() or caption.segment in self._printed:
            return
        self._printed.add(caption.segment)
        who, style = (self._name, "bold blue") if caption.mine else ("Interviewer", "bold magenta")
        row = Table.grid(padding=(0, 2, 0, 0))
        row.add_column(width=11, justify="right")
        row.add_column(ratio=1)
        row.add_row(Text(who, style=style), Text(caption.text.strip()))
        self.console.print(row)

    def attributes(self, attributes: dict[str, str]) -> None:
        """The interviewer's attributes: a heading for each stage, a status line for the rest."""
        label = attributes.get("mf.stage_label", "")
        if label and label != self._heading:
            self._heading = label
            self.console.print()
            self.console.rule(Text(label, style="bold"), align="left", style="dim")
        notice = attributes.get("mf.notice", "")
        if notice and notice != self._notice:
            self._notice = notice
            self.console.print(Text(f"! {json.loads(notice)['text']}", style="yellow"))
        state = attributes.get("lk.agent.state", "").capitalize()
        number, planned = attributes.get("mf.question", "0"), attributes.get("mf.questions", "0")
        where = "" if number == "0" else f" · question {number} of {planned}"
        self._status.update(f"{label}{where} · {state}{_left(attributes.get('mf.ends_at', ''))}")
        self._status.start()

    def quiet(self) -> None:
        """Take the status line away."""
        self._status.stop()

    def timings(self, first_sound: list[float], replies: list[float]) -> None:
        """The two numbers people feel."""
        self.console.print()
        if first_sound:
            self.console.print(f"Start → first words heard       {first_sound[0]:5.2f} s")
        if replies:
            self.console.print(f"End of answer → reply (median)  {median(replies):5.2f} s  of {len(replies)}")

    def feedback(self, body: dict[str, Any]) -> None:
        """Scores with their quotes, what was good, what to change."""
        self.console.print()
        self.console.rule(Text("Feedback", style="bold"), align="left", style="dim")
        if body.get("takeaway"):
            self.console.print(Text(body["takeaway"], style="bold"))
        for row in body.get("competencies", []):
            score = "not enough evidence" if row.get("score") is None else f"{row['score']} of 5"
            self.console.print(Text(f"{row.get('label') or row.get('name', '')}: {score}", style="bold"))
            for quote in row.get("evidence", []):
                words = Text(f"“{quote['quote']}”", style="italic")
                self.console.print(Padding(words, (0, 0, 0, 4)))
        for title, key in (("Went well", "went_well"), ("To change", "to_change")):
            lines = body.get(key) or []
            for line in lines:
                self.console.print(f"{title}: {line['text']}")


def _left(ends_at_ms: str) -> str:
    if not ends_at_ms.isdigit():
        return ""
    seconds = max(0, int(ends_at_ms) // 1000 - int(time.time()))
    return f" · {seconds // 60}:{seconds % 60:02} left"
