"""The languages the offline interviewer speaks, by ISO 639-1 code."""

from __future__ import annotations

from collections.abc import Mapping

from interview.lang.en import ENGLISH
from interview.lang.es import SPANISH
from interview.lang.shape import Language

LANGUAGES: Mapping[str, Language] = {language.code: language for language in (ENGLISH, SPANISH)}


def language(code: str) -> Language:
    """The language with this code; English when there is none: then only a model can conduct."""
    return LANGUAGES.get(code, ENGLISH)
