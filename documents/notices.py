"""What the owner should know of a document that was read: codes, and the sentences they stand for.

A code may carry a detail after a colon, e.g. ``pages_without_text:2,5``.
"""

from __future__ import annotations

HIDDEN_TEXT = "hidden_text"
HIDDEN_CUT = "hidden_cut"
INVISIBLE_CHARACTERS = "invisible_characters"
PAGES_WITHOUT_TEXT = "pages_without_text"
SCANNED_TEXT = "scanned_text"
UNREADABLE_FONTS = "unreadable_fonts"

WHY_HIDDEN: dict[str, str] = {
    "colour": "in the colour of its background",
    "invisible": "drawn invisibly",
    "transparent": "fully transparent",
    "tiny": "too small to see",
    "off_page": "outside the page",
    "clipped": "cut away by its frame",
    "covered": "covered by a shape",
    "layer": "on a layer that is switched off",
    "vanish": "marked as hidden",
    "tags": "spelled in invisible characters",
}

_SENTENCES: dict[str, str] = {
    HIDDEN_TEXT: (
        "This file holds text that its reader doesn’t see. It is shown below and kept out of your "
        "interviews. If you want it used, make it visible in the original and upload that."
    ),
    HIDDEN_CUT: "There is more hidden text in this file than is shown here. None of it is used.",
    INVISIBLE_CHARACTERS: "{detail} invisible characters were taken out of the text.",
    PAGES_WITHOUT_TEXT: (
        "There was no text to read on page {detail}, only an image or nothing at all. "
        "Paste what is written there if it matters."
    ),
    SCANNED_TEXT: (
        "Page {detail} is a scan with an invisible layer of text, as scanners add it. "
        "That layer was read; check below that it says what the page shows."
    ),
    UNREADABLE_FONTS: (
        "Some letters in this PDF carry no characters, so parts of the text are missing. "
        "Compare with the original and paste what is missing."
    ),
}


def sentence(notice: str) -> str:
    """The words for a notice; an unknown code is worth a general one."""
    code, _, detail = notice.partition(":")
    if detail == "1" and code == INVISIBLE_CHARACTERS:
        return "One invisible character was taken out of the text."
    words = _SENTENCES.get(code, "Something in this file could not be read. Compare with the original.")
    return words.format(detail=detail.replace(",", ", "))
