"""What a deletion removed, in words that name nobody and nothing of what was said."""

from __future__ import annotations

from collections.abc import Mapping

from store.rows import Removed

_KINDS = {  # table -> one, many
    "users": ("profile", "profiles"),
    "interviews": ("interview", "interviews"),
    "events": ("line of what was said and done", "lines of what was said and done"),
    "feedback": ("piece of feedback", "pieces of feedback"),
    "feedback_versions": ("version of feedback", "versions of feedback"),
    "corrections": ("correction of the transcript", "corrections of the transcript"),
    "recordings": ("recording", "recordings"),
    "documents": ("document", "documents"),
    "provider_keys": ("provider key", "provider keys"),
    "preferences": ("set of preferences", "sets of preferences"),
    "sign_ins": ("sign-in", "sign-ins"),
    "spool": ("file of words that weren’t stored yet", "files of words that weren’t stored yet"),
}
_OTHER = ("technical record", "technical records")


def size_text(size_bytes: int) -> str:
    """``812 bytes``, ``3.4 kB``, ``12.0 MB``."""
    for unit, length in (("MB", 1_000_000), ("kB", 1_000)):
        if size_bytes >= length:
            return f"{size_bytes / length:.1f} {unit}"
    return f"{size_bytes} byte{'' if size_bytes == 1 else 's'}"


def _count(number: int, words: tuple[str, str]) -> str:
    return f"{number} {words[number != 1]}"


def lines(removed: Removed) -> list[str]:
    """One line a kind, what people know first."""
    return _lines(removed.counts, f" ({size_text(removed.file_bytes)})")


def lines_left(left: Mapping[str, int]) -> list[str]:
    """The same of what could not be removed."""
    return _lines(left, "")


def _lines(found: Mapping[str, int], after_files: str) -> list[str]:
    counts = dict(found)
    files = counts.pop("files", 0)
    said = [_count(counts.pop(kind), words) for kind, words in _KINDS.items() if kind in counts]
    if files:
        said.append(_count(files, ("file", "files")) + after_files)
    if rest := sum(counts.values()):
        said.append(_count(rest, _OTHER))
    return said


def sentence(removed: Removed) -> str:
    """All of it in one sentence, for a message."""
    *most, last = lines(removed) or ["nothing"]
    return f"Removed for good: {', '.join(most)} and {last}." if most else f"Removed for good: {last}."
