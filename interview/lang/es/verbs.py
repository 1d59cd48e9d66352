"""Spanish: what "I did" looks like, and how it is said back as "you did"."""

from __future__ import annotations

import re

IRREGULAR = {
    "hice": "hiciste",
    "rehice": "rehiciste",
    "deshice": "deshiciste",
    "puse": "pusiste",
    "propuse": "propusiste",
    "compuse": "compusiste",
    "expuse": "expusiste",
    "dispuse": "dispusiste",
    "traje": "trajiste",
    "atraje": "atrajiste",
    "traduje": "tradujiste",
    "conduje": "condujiste",
    "produje": "produjiste",
    "introduje": "introdujiste",
    "reduje": "redujiste",
    "deduje": "dedujiste",
    "obtuve": "obtuviste",
    "mantuve": "mantuviste",
    "detuve": "detuviste",
    "dije": "dijiste",
    "di": "diste",
    "vi": "viste",
    "supe": "supiste",
    "intervine": "interviniste",
    "anduve": "anduviste",
}
_NO_PAST = (
    "también|café|así|aquí|ahí|allí|sí|mí|qué|porqué|comité|bebé|puré|chalé|casi|jamás|té|sé|esté|dé|"
    "después|quizá|ti|recibí"
)
# Stems that end like the future ("prepararé" apart): prepar-é, esper-é, mir-é …
_LIKE_FUTURE = (
    "prep|sep|rep|comp|decl|acl|ret|t|m|g|adm|insp|esp|gen|op|recup|sup|lib|lid|consid|mod|respald|integ|"
    "negoc|asegu|adqu|colabo|elabo|incorpo|prog"
)
FIRST = (
    rf"(?!(?:{_NO_PAST})\b)(?:\w{{2,}}(?:[^r\W]é|[^aeí\W]ré|(?<!\w)(?:{_LIKE_FUTURE})[aeií]ré|í)|"
    rf"{'|'.join(IRREGULAR)})"
)
"""The first person of a simple past, as a pattern without borders; a future is none."""
OTHER_FIRST = "tuve|fui|estuve|pude|quise|vine|recibí"
"""The same of verbs that tell of no act."""

_BACK = (
    (re.compile(r"qué$"), "caste"),
    (re.compile(r"gué$"), "gaste"),
    (re.compile(r"cé$"), "zaste"),
    (re.compile(r"é$"), "aste"),
    (re.compile(r"í$"), "iste"),
)


def you(verb: str) -> str:
    """The same verb with the listener as its subject; "moví" becomes "moviste"."""
    lower = verb.lower()
    if lower in IRREGULAR:
        return IRREGULAR[lower]
    for ending, instead in _BACK:
        if ending.search(lower):
            return ending.sub(instead, lower)
    return lower
