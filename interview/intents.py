"""What the candidate wants, when it isn't simply to answer: read from short utterances, by rule."""

from __future__ import annotations

import re
from typing import Literal

from interview.questions import sentences, words

Intent = Literal["answer", "repeat", "rephrase", "pass", "think", "ask", "done", "not_ready"]

_REPEAT = re.compile(
    r"\b(?:repeat|say (?:that|it) (?:again|one more time|once more)|(?:didn't|did not|couldn't|could not) "
    r"(?:catch|hear|get) (?:that|you|the|it|all)|pardon|come again|ask (?:that|it|me) again|"
    r"what (?:was|did you) (?:the|your|say|ask)|what's the question again|one more time)\b|"
    r"^sorry\W*(?:what)?\W*$",
    re.IGNORECASE,
)
_REPHRASE = re.compile(
    r"\b(?:rephrase|reword|what do you mean|(?:don't|do not|didn't|did not) (?:really |quite )?understand"
    r"(?! why| how)|not (?:really |quite )?(?:sure|clear) what you|(?:can|"
    r"could) you (?:please )?(?:clarify|explain)|"
    r"(?:put|ask|say) (?:it|that) (?:differently|another way|in another way)|in other words|"
    r"not sure i (?:understand|follow))\b",
    re.IGNORECASE,
)
_PASS = re.compile(
    r"(?:(?:^|[.,!?]\s*)(?:(?:um|uh|well|sorry|honestly|actually|hm+|to be honest|oh)\b[\s,.]*)*"
    r"i (?:really )?"
    r"(?:don't|do not) (?:really )?(?:know|have (?:an? |any )?(?:example|one|answer|anything))\b)|"
    r"\b(?:no idea|skip (?:this|that|it|the|please)|pass on|next (?:question|one)|nothing comes to mind|"
    r"(?:can't|cannot|can not) (?:think of|remember|recall)|(?:can|could|let's|like to) (?:we )?skip|"
    r"(?:can|could) we move on|let's move on|rather not|not sure (?:how to|what to) (?:answer|say)|"
    r"i'm not sure\W*$|drawing a blank|mind (?:is|went|has gone) blank|blanking)\b|^\W*(?:pass|skip)\W*$",
    re.IGNORECASE,
)
_THINK = re.compile(
    r"\b(?:let me (?:think|see)|(?:give|need|have|take) (?:me )?(?:a|one|some|another)? ?(?:moment|"
    r"second|minute|sec|"
    r"time)|hold on|one moment|just a (?:moment|second)|bear with me|wait)\b",
    re.IGNORECASE,
)
_NOT_READY = re.compile(
    r"^\W*(?:no|not (?:yet|quite|really)|wait|one (?:moment|second)|hold on)\b", re.IGNORECASE
)
_DONE = re.compile(
    r"^\W*(?:no|nope|nothing|not (?:really|right now|at the moment)|i(?:'m| am) (?:good|fine|all set)|"
    r"that's (?:all|it)|"
    r"i (?:don't|do not) (?:think so|have (?:any|anything)))\b",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"^\W*(?:(?:um|uh|so|and|well|yes|yeah|okay|sorry|actually|sure|hi|hello|before (?:we start|that)|"
    r"quick question|"
    r"i have a question)\b\W*)*(?:how|what|when|where|who|why|which|are you|is (?:this|it|there|"
    r"that)|do (?:you|i|we)|"
    r"does|can (?:you|i|we)|could (?:you|i|we)|will|would (?:you|it)|should i|may i|am i|have you)\b",
    re.IGNORECASE,
)
_SAYS_IT_ASKS = re.compile(
    r"\b(?:can|could|may) i ask|i(?:'d| would) like to (?:ask|know)|i was wondering", re.IGNORECASE
)

_ASIDE_WORDS = 30


def intent(text: str) -> Intent:
    """What a whole utterance wants; anything long is an answer whatever else it holds."""
    count = len(words(text))
    if count == 0:
        return "think"
    plain = text.replace("’", "'")
    if count <= _ASIDE_WORDS:
        if _REPHRASE.search(plain):
            return "rephrase"
        if _REPEAT.search(plain) and count <= 20:
            return "repeat"
        if _PASS.search(plain) and count <= 18:
            return "pass"
        if asks(plain):
            return "ask"
        if _THINK.search(plain) and count <= 14:
            return "think"
    return "answer"


def asks(text: str) -> bool:
    """Whether a short utterance ends by asking the interviewer something."""
    parts = sentences(text)
    return bool(parts) and (
        (parts[-1].endswith("?") and bool(_ASKS.match(parts[-1])))
        or (len(parts) == 1 and bool(_SAYS_IT_ASKS.search(parts[0])))
    )


def is_ready(text: str) -> bool:
    """Whether the answer to "are you ready?" is anything but no."""
    return not _NOT_READY.match(text)


def is_done(text: str) -> bool:
    """Whether the answer to "anything you would like to ask or add?" is no."""
    return bool(_DONE.match(text.replace("’", "'"))) and len(words(text)) <= 25
