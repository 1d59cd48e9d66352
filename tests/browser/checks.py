"""What every page must be: readable by everyone, not cut off, and usable with the keyboard alone."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from playwright.sync_api import Page

ROOT = Path(__file__).parents[2]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]
SIZES = {"wide": (1280, 720), "phone": (390, 844)}
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
LOOKS = {f"{name}-{scheme}": (size, scheme) for name, size in SIZES.items() for scheme in SCHEMES}
MOST_TABS = 40


def violations(page: Page) -> list[str]:
    """What axe finds, a line for each element."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate(
        """async (tags) => (await axe.run(document, {runOnly: tags, resultTypes: ["violations"]})).violations
          .flatMap(({id, nodes}) => nodes.map((node) => `${id}: ${node.target} ${node.failureSummary}`))""",
        RULES,
    )
    return [str(line) for line in found]


def nothing_is_cut_off(page: Page) -> list[str]:
    """Elements that make the page scroll sideways."""
    found = page.evaluate(
        """() => {
          const wide = document.documentElement.clientWidth;
          if (document.documentElement.scrollWidth <= wide) return [];
          return [...document.querySelectorAll("body *")]
            .filter((one) => one.getBoundingClientRect().right > wide + 1)
            .map((one) => `${one.tagName}.${one.className}`);
        }"""
    )
    return [str(line) for line in found]


def tabs_to(page: Page, selector: str) -> int:
    """How many times Tab is pressed until the first visible element of ``selector`` has the focus."""
    page.evaluate("document.activeElement.blur()")
    for pressed in range(1, MOST_TABS + 1):
        page.keyboard.press("Tab")
        if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            return pressed
    return MOST_TABS + 1
