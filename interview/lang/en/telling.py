"""English: the parts of an answer."""

from __future__ import annotations

import re

from interview.lang.patterns import Telling, whole_words

RESULT = whole_words(
    r"result(?:ed|s)?|in the end|eventually|outcome|led to|which meant|ended up|as a consequence|since then|"
    r"improved|increased|decreased|reduced|dropped|fell|rose|grew|saved|doubled|halved|tripled|faster|fewer|"
    r"won|launched|shipped|delivered|completed|succeeded|replaced|no longer|any more|came back|thanked|"
    r"(?:it|this) (?:worked|helped)|(?:became|got) (?:\w+er|better|less|much|half)|"
    r"stopped \w+ing|got (?:my|our|their) \w+ back|on time|"
    r"we (?:got|met|hit|reached|lost)|went (?:from|down|up|live)|worked out|turned out"
)
"""It says what came of it."""
_SMALL_NUMBERS = (
    "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty"
)
NUMBER = re.compile(
    rf"\d|\b(?:{_SMALL_NUMBERS}|seventy|eighty|ninety|hundred|thousand|million|half|third|quarter|percent|"
    r"twice|doubled?|halved|tripled|dozens?)\b",
    re.IGNORECASE,
)
_STATES = (
    "need|want|lik|lov|stay|hop|prefer|liv|seem|believ|happen|graduat|enjoy|realiz|realis|notic|join|work|"
    "studi|look"
)
_DULL = f"{_STATES}|decid|learn|tri|start|us|mov|ask|finish|manag"
_IRREGULAR = (
    "led|built|made|wrote|ran|set|drew|took|gave|held|kept|found|taught|brought|chose|cut|broke|rewrote|redid|"
    "sold|won|met|sent|spoke|split|put|began|grew|drove"
)
_MORE_IRREGULAR = (
    "sat|went|told|said|came|read|learnt|spent|let|did|got|bought|sought|caught|dealt|hung|hid|lent|fed|"
    "rang|sang|swept|undid|threw|tore|understood|woke|stood|bet|dug|felt|fought|flew|laid|left|paid|rode|shot|"
    "showed|shut|slept|stuck|swore|thought|withdrew|would|will|try|use|make|keep|call|write|check|ask|start"
)
_BETWEEN = r"\b[Ii] (?:also |then |just |mainly |actually |really |personally |first )?"
DID = re.compile(rf"{_BETWEEN}((?:{_IRREGULAR}|(?!{_STATES})[a-z]{{3,}}ed)\b[^.,;:!?]*)")
"""Something the candidate did, as against felt or was."""


def _turn(phrase: str) -> str:
    return f"you {phrase}"


TELLING = Telling(
    past=whole_words(
        r"time|example|did|was|were|have you|you (?:led|built|made|fixed|worked|learned|had)|project|"
        r"situation|walk me|tell me about|proud|recent|last"
    ),
    imagined=whole_words(r"would|how do you|imagine|suppose|if you|explain|what do you (?:do|say|write)"),
    mine=re.compile(r"^\W*(?:(?:um|uh|so|and|then|well|but|also|yes|okay)\b\W*)*i(?:'\w+)?\b", re.IGNORECASE),
    situation=whole_words(
        r"when|while|was|were|wasn't|weren't|had|at (?:my|the|our)|in my|during|"
        r"last (?:year|month|week|spring|summer|autumn|winter)|in (?:19|20)\d\d|once|"
        r"back then|used to|there (?:is|are)|because|after|before"
    ),
    acted=re.compile(
        rf"\bi(?:'d|'ve| would| will| had| have)? (?:\w+ly |\w+ |then |also )?"
        rf"(?:{_IRREGULAR}|{_MORE_IRREGULAR}|(?!{_STATES})[a-z]{{2,}}ed)\b|"
        rf"\bmy (?:part|job|task|idea|role|share)\b",
        re.IGNORECASE,
    ),
    result=RESULT,
    number=NUMBER,
    reason=whole_words(
        r"because|so that|in order to|instead of|rather than|since|the reason|that way|otherwise"
    ),
    check=whole_words(
        r"tests?|tested|testing|measur\w+|monitor\w*|check\w*|verif\w+|compar\w+|review\w*|count\w*|"
        r"log(?:s|ged)?|metrics?|alerts?"
    ),
    claim=re.compile(
        r"\b(?:(?:a lot|much|far|way|so much|significantly|dramatically) (?:"
        r"faster|better|cheaper|easier|less|more|happier|cleaner|safer|quicker|"
        r"simpler)|(?:huge|massive|enormous|big|great|total) (?:success|"
        r"improvement|impact|difference|win|hit)|everyone (?:loved|liked|was happy|wanted)|"
        r"significant(?:ly)? \w+|dramatic(?:ally)? \w+|substantial(?:ly)? \w+|saved (?:a lot|lots|so much)|"
        r"(?:i'm|i am) (?:an expert|very good|really good|the best|great)|(?:never|always) (?:failed|missed|"
        r"late|made a mistake)|the best \w+|works? perfectly|worked perfectly)\b",
        re.IGNORECASE,
    ),
    i=whole_words(r"i|i'm|i've|i'd|my|myself"),
    alone=whole_words(r"i|i'm|i've|i'd|you"),
    we=whole_words(r"we|we're|we've|we'd|our|us"),
    quotable=re.compile(rf"{_BETWEEN}((?:{_IRREGULAR}|(?!{_DULL})[a-z]{{3,}}ed)\b[^.,;:!?]*)"),
    cut=re.compile(
        r"\s+(?:and|but|so|because|which|that|who|when|while|where|if|since|until|before|after|then|as|though|or|"
        r"like|um|uh|you know|basically|actually|with|to make|to get)\b.*$",
        re.IGNORECASE,
    ),
    later_cut=re.compile(
        r"\s+(?:in|on|at|for|from|by|during|across|over|into|using|through|of|to)\b[^ ]*(?: \S+)*$"
    ),
    loose_end=re.compile(
        r"(?:\s+(?:a|an|the|of|to|in|on|at|for|from|by|our|my|their|his|her|its|this|every|all|up|very|each|"
        r"some|any|no|off|many|much|out|down))+$",
        re.IGNORECASE,
    ),
    turned={"my": "your", "me": "you", "our": "your", "us": "you", "mine": "yours", "myself": "yourself"},
    turn=_turn,
)
