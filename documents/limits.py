"""What an uploaded document may cost, and the codes a reader refuses one with."""

from __future__ import annotations

MEMORY_BYTES = 512 * 1024 * 1024
CPU_S = 9
DEADLINE_S = 9.0  # an upload is answered within ten seconds
READERS = 2  # at once, each with that much memory
WAIT_S = 10.0  # for one of them to be done
MAX_ANSWER_BYTES = 8 * 1024 * 1024

MAX_CHARACTERS = 100_000
MAX_HIDDEN_CHARACTERS = 20_000
MAX_PAGES = 50
MAX_MEMBERS = 500
MAX_MEMBER_BYTES = 10 * 1024 * 1024
MAX_UNPACKED_BYTES = 50 * 1024 * 1024
MAX_RATIO = 100  # of a whole file, and of each member that is larger than this:
SMALL_MEMBER_BYTES = 1024 * 1024  # a blank picture shrinks a thousandfold and does no harm

MESSAGES: dict[str, str] = {
    "empty": "This file is empty. Choose another one, or paste the text.",
    "no_text": "There is no text in this file. Upload another one, or paste the text.",
    "only_hidden": (
        "All the text in this file is hidden from its reader, so none of it is used. "
        "Make it visible and upload it again, or paste the text."
    ),
    "wrong_type": "This kind of file can’t be read. Upload a PDF, DOCX or TXT file, or paste the text.",
    "old_word": (
        "This is an old Word file or one protected by a password. "
        "Save it as an ordinary DOCX or as PDF and upload that, or paste the text."
    ),
    "macros": (
        "This is a Word template or a Word file with macros. "
        "Save it as an ordinary DOCX or as PDF and upload that, or paste the text."
    ),
    "image_only": (
        "This PDF holds only images, so there is no text to read. "
        "Upload the original document instead, or paste the text."
    ),
    "unreadable_fonts": (
        "The letters in this PDF carry no characters, so its text can’t be read. "
        "Upload the original document instead, or paste the text."
    ),
    "encrypted": "This file is protected by a password. Save a copy without it, or paste the text.",
    "damaged": "This file is damaged and can’t be read. Save it again and upload that, or paste the text.",
    "too_many_pages": f"This PDF has more than {MAX_PAGES} pages. Upload the pages that matter.",
    "too_long": (
        f"This file holds more than {MAX_CHARACTERS:,} characters. Upload a shorter one, "
        "or paste the part that matters."
    ),
    "bomb": (
        "This file unpacks to far more than a résumé needs. "
        "Remove large images, save it again and upload that, or paste the text."
    ),
    "too_slow": (
        "This file takes long or much memory to read. "
        "Save it as plain PDF or TXT and upload that, or paste the text."
    ),
}
