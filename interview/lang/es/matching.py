"""Spanish: how words of a requirement are found again in what was said. Accents are off already."""

from __future__ import annotations

import re

from interview.lang.lists import word_lists
from interview.lang.patterns import Matching

_LISTS = word_lists("es")
_HAVING = (
    r"experiencia|idea|conocimientos?|us(?:o|é|ado|aba)|utiliz\w+|trabaj\w+|toc(?:o|ado|aba)|toqué|conozco|"
    r"conocía|sé|sabía|prob\w+|hecho|hice|tenido|tengo|tenía|visto|aprend\w+"
)
MATCHING = Matching(
    endings=re.compile(
        r"(?<=\w{4})(?:[ai]mientos?|aciones|acion|ciones|cion|iendo|ando|[ai]d[oa]s?|aron|ieron|aba[ns]?|"
        r"abamos|[aei]mos|[aei]r|[aeo]s?|s)$"
    ),
    kept=_LISTS["kept"],
    generic=_LISTS["generic"],
    lacking=re.compile(
        rf"\b(?:nunca|jamás|tampoco|sin|no(?! (?:solo|sólo|solamente)))\b (?:\w+ ){{0,3}}?(?:{_HAVING})\b|"
        r"\b(?:poca|ninguna) experiencia\b|\bnada de\b|\bdesconozco\b|\bes nuev[oa] para mí\b|"
        r"\b(?:quiero|quisiera|gustaría|encantaría|espero|tendría que|tengo que|necesito) "
        r"(?:\w+ )?aprender\b",
        re.IGNORECASE,
    ),
    joins=frozenset(["pero", "porque", "aunque", "sino"]),
)
