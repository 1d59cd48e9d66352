"""English: how words of a requirement are found again in what was said."""

from __future__ import annotations

import re

from interview.lang.lists import word_lists
from interview.lang.patterns import Matching

_LISTS = word_lists("en")
_HAVING = (
    r"experience|exposure|idea|clue|knowledge|background|used?|using|work(?:ed)?|touch(?:ed)?|know[ns]?|"
    r"tried|try|done|do|did|had|have|learn(?:ed|t)?|heard|seen|built|build|written|familiar"
)
MATCHING = Matching(
    endings=re.compile(
        r"(?:(?<=\w{5})e?ments?|(?<=\w{3})(?:ations?|ating|ate[ds]?|ings?|ie[ds]|ed|es|e|ly|y|(?<![sui])s))$"
    ),
    kept=_LISTS["kept"],
    generic=_LISTS["generic"],
    lacking=re.compile(
        r"\b(?:never|(?:not|\w+n't)(?! (?:only|just))|cannot|without|no|little|lack(?:s|ed|ing)?)"
        rf" (?:\w+ ){{0,3}}?(?:{_HAVING})\b|\bnothing (?:about|with|to do)\b|\bnew to me\b|\bunfamiliar\b|"
        r"\b(?:want|like|love|hope|hoping|plan|eager|keen|willing|happy|need|have) to "
        r"(?:learn|try|get into|pick up)\b",
        re.IGNORECASE,
    ),
    joins=frozenset(["but", "because", "although", "whereas"]),
)
