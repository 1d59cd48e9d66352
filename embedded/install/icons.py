"""One sprite from the icons the pages use: ``<symbol id="mic">`` for every name in static/icons.txt."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from embedded.install.step import SetupError

_INNER = re.compile(r"<svg\b[^>]*>(.*)</svg>", re.DOTALL)
_SYMBOL = (
    '<symbol id="{name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" '
    'stroke-linecap="round" stroke-linejoin="round">{inner}</symbol>'
)


def names(listing: str) -> list[str]:
    """The icon names in a listing; blank lines and ``#`` comments are skipped."""
    lines = (line.strip() for line in listing.splitlines())
    return [line for line in lines if line and not line.startswith("#")]


def sprite(icons: Iterable[str], directory: Path) -> str:
    """The sprite's SVG text.

    Raises:
        SetupError: an icon isn't in the package.
    """
    symbols = []
    for name in icons:
        path = directory / f"{name}.svg"
        found = _INNER.search(path.read_text(encoding="utf-8")) if path.is_file() else None
        if found is None:
            raise SetupError(f"static/icons.txt names “{name}”, which Lucide doesn't have. Take it out.")
        symbols.append(_SYMBOL.format(name=name, inner=re.sub(r"\s*\n\s*", "", found[1])))
    return (
        "<!-- Lucide icons, ISC licence, https://lucide.dev/license -->\n"
        '<svg xmlns="http://www.w3.org/2000/svg">\n' + "\n".join(symbols) + "\n</svg>\n"
    )
