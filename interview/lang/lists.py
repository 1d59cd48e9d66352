"""Word lists of a language, from ``interview/lang/<code>/words.toml``."""

from __future__ import annotations

import tomllib
from importlib import resources


def word_lists(code: str) -> dict[str, frozenset[str]]:
    """Each list of the file as a set of words."""
    text = resources.files("interview.lang").joinpath(code, "words.toml").read_text(encoding="utf-8")
    return {name: frozenset(words.split()) for name, words in tomllib.loads(text).items()}
