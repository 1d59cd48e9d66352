"""Which follow-up an answer calls for, by rule, and a few of the candidate's own words to hang it on."""

from __future__ import annotations

import re
from collections.abc import Sequence

from interview.keywords import skills
from interview.models import Brief
from interview.phrases import FOLLOW_UPS, pick
from interview.questions import words

SHORT_WORDS = 15
_ABOUT_SELF = frozenset({"introduction", "motivation"})
_PAST = re.compile(
    r"\b(?:time|example|did|was|were|have you|you (?:led|built|made|fixed|worked|learned|had)|project|"
    r"situation|walk me"
    r"|tell me about|proud|recent|last)\b",
    re.IGNORECASE,
)
_IMAGINED = re.compile(r"\b(?:would you|how do you|imagine|suppose|if you)\b", re.IGNORECASE)
RESULT = re.compile(
    r"\b(?:result(?:ed|s)?|in the end|eventually|outcome|led to|which meant|ended up|as a consequence|"
    r"since then|"
    r"improved|increased|decreased|reduced|dropped|fell|rose|grew|saved|doubled|halved|tripled|faster|fewer|won|"
    r"launched|shipped|delivered|completed|succeeded|replaced|no longer|any more|came back|thanked|"
    r"(?:it|this) (?:worked|helped)|(?:became|got) (?:\w+er|better|less|much|half)|"
    r"stopped \w+ing|got (?:my|our|their) \w+ back|on time|"
    r"we (?:got|met|hit|reached|lost)|went (?:from|down|up|live)|worked out|turned out)\b",
    re.IGNORECASE,
)
_SMALL_NUMBERS = (
    "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty"
)
NUMBER = re.compile(
    rf"\d|\b(?:{_SMALL_NUMBERS}|seventy|eighty|ninety|hundred|thousand|million|half|third|quarter|percent|twice|double[d]?|"
    r"halved|tripled|dozens?)\b",
    re.IGNORECASE,
)
_I = re.compile(r"\b(?:i|i'm|i've|i'd|my|myself)\b", re.IGNORECASE)
_WE = re.compile(r"\b(?:we|we're|we've|we'd|our|us)\b", re.IGNORECASE)
_STATES = (
    "need|want|lik|lov|stay|hop|prefer|liv|seem|believ|happen|graduat|enjoy|realiz|realis|notic|join|work|"
    "studi|look"
)
_DULL = f"{_STATES}|decid|learn|tri|start|us|mov|ask|finish|manag"
_IRREGULAR = (
    "led|built|made|wrote|ran|set|drew|took|gave|held|kept|found|taught|brought|chose|cut|broke|rewrote|redid|"
    "sold|won|met|sent|spoke|split|put|began|grew|drove"
)
_BETWEEN = r"\bI (?:also |then |just |mainly |actually |really |personally |first )?"
DID = re.compile(rf"{_BETWEEN}((?:{_IRREGULAR}|(?!{_STATES})[a-z]{{3,}}ed)\b[^.,;:!?]*)")
"""Something the candidate did, as against felt or was."""
_QUOTABLE = re.compile(rf"{_BETWEEN}((?:{_IRREGULAR}|(?!{_DULL})[a-z]{{3,}}ed)\b[^.,;:!?]*)")
_CUT = re.compile(
    r"\s+(?:and|but|so|because|which|that|who|when|while|where|if|since|until|before|after|then|as|though|or|"
    r"like|um|uh|you know|basically|actually|with|to make|to get)\b.*$",
    re.IGNORECASE,
)
_LATER_CUT = re.compile(
    r"\s+(?:in|on|at|for|from|by|during|across|over|into|using|through|of|to)\b[^ ]*(?: \S+)*$"
)
_LOOSE_END = re.compile(
    r"(?:\s+(?:a|an|the|of|to|in|on|at|for|from|by|our|my|their|this|every|all|up|very))+$", re.I
)
_TURNED = {"my": "your", "me": "you", "our": "your", "us": "you", "mine": "yours", "myself": "yourself"}
_QUOTE_WORDS = (3, 9)


def own_words(answer: str) -> str:
    """What the candidate did, in their words turned to "you …"; empty when nothing can be lifted cleanly."""
    for match in _QUOTABLE.finditer(answer.replace("’", "'")):
        phrase = _CUT.sub("", match.group(1)).strip()
        if len(phrase.split()) > _QUOTE_WORDS[1]:
            phrase = _LATER_CUT.sub("", phrase)
        phrase = _LOOSE_END.sub("", phrase)
        parts = [_TURNED.get(part.lower(), part) for part in phrase.split()]
        if (
            _QUOTE_WORDS[0] <= len(parts) <= _QUOTE_WORDS[1]
            and len(set(parts)) == len(parts)
            and not {"i", "you"} & {part.lower() for part in parts}
        ):
            return "you " + " ".join(parts)
    return ""


def tells_the_past(question: str, competency: str = "") -> bool:
    """Whether a question asks for something that happened, so that a result may be asked for."""
    if competency in _ABOUT_SELF:
        return False
    return bool(_PAST.search(question)) and not _IMAGINED.search(question)


def need(answer: str, *, question: str, competency: str) -> str:
    """The name in :data:`interview.phrases.FOLLOW_UPS` of what an answer lacks; never empty."""
    short = len(words(answer)) < SHORT_WORDS
    if competency in _ABOUT_SELF:
        return "short_introduction" if short and competency == "introduction" else competency
    if short:
        return "short"
    if len(_WE.findall(answer)) >= 3 and len(_I.findall(answer)) <= 1:
        return "own_part"
    if not tells_the_past(question):
        return "deeper"
    if not RESULT.search(answer):
        return "result"
    if not NUMBER.search(answer):
        return "number"
    return "deeper"


def follow_up(
    answer: str, *, question: str, competency: str, brief: Brief, said: Sequence[str]
) -> tuple[str, str]:
    """What an answer lacks, and a follow-up about it not said before (empty when there is none left)."""
    lacks = need(answer, question=question, competency=competency)
    if lacks == "deeper" and (thing := _thing(answer, brief, said)):
        return lacks, thing
    asked = pick(FOLLOW_UPS[lacks], said)
    phrase = own_words(answer) if lacks in ("result", "number", "deeper") else ""
    before = " ".join(said)
    if asked and phrase and phrase not in before:
        return lacks, f"You said {phrase}. {asked}"
    return lacks, asked


def _thing(answer: str, brief: Brief, said: Sequence[str]) -> str:
    """A question about a skill that was named just now and stands in the résumé or the job description."""
    before = " ".join(said)
    for name in skills(answer):
        spoken = name.replace("/", " ")
        if f"mentioned {spoken}" in before:
            continue
        if name in skills(brief.job_description):
            return (
                f"You mentioned {spoken}, and this job asks for it. "
                "What was the trickiest thing you did with it?"
            )
        if name in skills(brief.resume_text):
            return f"You mentioned {spoken}, which is on your résumé too. What did you rely on it for?"
    return ""


def other_wording(said_text: str, said: Sequence[str]) -> str:
    """Another wording of a follow-up that was asked; empty when it wasn't one of ours."""
    for options in FOLLOW_UPS.values():
        if any(option in said_text for option in options):
            return pick(options, said)
    return ""
