"""English: the things an answer names, and the facts that can be held against a résumé."""

from __future__ import annotations

import re

from interview.lang.lists import word_lists
from interview.lang.patterns import Claims, Naming

_LISTS = word_lists("en")
NAMING = Naming(
    articles={
        "the": "the",
        "a": "that",
        "an": "that",
        "my": "your",
        "our": "your",
        "your": "the",
        "their": "their",
        "his": "his",
        "her": "her",
        "this": "that",
        "these": "those",
        "those": "those",
        "its": "its",
    },
    openers=_LISTS["openers"],
    stop=_LISTS["stop"],
    verbs=re.compile(rf"(?:{'|'.join(sorted(_LISTS['verbs']))}|\w+n't)$"),
    loose=re.compile(r"\w{2,}(?:ed|ing)$"),
    adverbs=re.compile(r"\w{2,}ly$"),
    likely=re.compile(r"[a-z]{3,}(?:tion|sion|ment|ness|ity|ance|ence|ship|ism|age|er|or|ist|ing)s?$"),
    dull=_LISTS["dull"],
    qualities=_LISTS["qualities"],
    nouns=_LISTS["nouns"],
)

_NUMBERS = "one two three four five six seven eight nine ten eleven twelve"
_RANKS = (
    r"C[ETFO]O|head of \w+|vice president|VP|managing director|director|founder|co-founder|partner|"
    r"team lead(?:er)?|tech lead|lead|(?:\w+ )?manager|supervisor|professor|doctor|chief \w+"
)
_NAME = r"(?P<name>[A-Z][\w&'-]*(?: (?:of|and|&) (?=[A-Z]))?(?: [A-Z][\w&'-]*){0,2})"
CLAIMS = Claims(
    years=re.compile(
        r"\b(?P<count>\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|"
        r"thirty)(?: and a half)? years?\b",
        re.IGNORECASE,
    ),
    total=re.compile(
        r"years? (?:of (?:\w+ )?(?:experience|work)|in (?:the )?(?:industry|business|field|trade|profession)|"
        r"as an? \w+|altogether|in total)",
        re.IGNORECASE,
    ),
    employer=re.compile(
        r"\b(?:[Ww]ork(?:ed|ing)?|[Jj]ob|[Pp]osition|[Rr]ole|[Yy]ears?|[Mm]onths|[Ss]tarted|"
        r"[Ee]mployed|[Ii]ntern(?:ship|ed)?|[Hh]ired|[Cc]areer)"
        rf"(?: as an? \w+(?: \w+)?)? (?:at|for|by) {_NAME}"
        rf"|\b(?:[Jj]oined|[Ll]eft) {_NAME.replace('name', 'joined')}"
    ),
    rank=re.compile(
        r"\b(?:[Ii] was|[Ii]'ve been|[Ii] have been|[Ii] became|[Ii] worked as|promoted to|"
        r"my (?:title|role) was) "
        rf"(?:the |an? )?(?P<rank>{_RANKS})\b"
    ),
    since=re.compile(r"\b(?:[Ii]n|[Ss]ince|[Uu]ntil|[Ff]rom) (?P<year>(?:19|20)\d\d)\b"),
    numbers={word: value for value, word in enumerate(_NUMBERS.split(), start=1)}
    | {"fifteen": 15, "twenty": 20, "thirty": 30},
    roots={
        "head": ("head", "lead", "director", "chief"),
        "vice": ("vice", "vp", "director"),
        "vp": ("vp", "vice"),
        "director": ("direct", "head"),
        "manager": ("manag", "lead", "head", "supervis", "director"),
        "lead": ("lead", "led", "head", "manag", "principal"),
        "leader": ("lead", "led", "head", "manag"),
        "supervisor": ("supervis", "lead", "manag"),
    },
)
