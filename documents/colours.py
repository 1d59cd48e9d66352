"""Colours as a reader's eye compares them."""

from __future__ import annotations

Colour = tuple[float, float, float]  # red, green, blue, each 0 to 1

BLACK: Colour = (0.0, 0.0, 0.0)
WHITE: Colour = (1.0, 1.0, 1.0)
LEAST_CONTRAST = 1.2  # below it, text can't be made out; the palest grey people print with has about 1.4


def from_hex(text: str) -> Colour | None:
    """``FFFFFF`` as a colour; None for ``auto`` or anything else."""
    if len(text) != 6:
        return None
    try:
        red, green, blue = bytes.fromhex(text)
    except ValueError:
        return None
    return red / 255, green / 255, blue / 255


def from_cmyk(cyan: float, magenta: float, yellow: float, key: float) -> Colour:
    """Ink on paper as light, without a colour profile."""
    return (1 - cyan) * (1 - key), (1 - magenta) * (1 - key), (1 - yellow) * (1 - key)


def _luminance(colour: Colour) -> float:
    """WCAG's relative luminance."""
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (min(1.0, max(0.0, part)) for part in colour)
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def same_to_the_eye(one: Colour, other: Colour) -> bool:
    """Whether text of one colour on the other can't be seen.

    Two colours may be as light as each other and still differ, so their parts count too.
    """
    if max(abs(a - b) for a, b in zip(one, other, strict=True)) > 0.25:
        return False
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05) < LEAST_CONTRAST
