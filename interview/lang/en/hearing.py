"""English: what a candidate wants, when it isn't to answer."""

from __future__ import annotations

import re

from interview.lang.patterns import Hearing

_REPEAT = re.compile(
    r"\b(?:repeat|say (?:that|it) (?:again|one more time|once more)|(?:didn't|did not|couldn't|could not) "
    r"(?:catch|hear|get) (?:that|you|the|it|all)|pardon|come again|ask (?:that|it|me) again|"
    r"what (?:was|did you) (?:the|your|say|ask)|what's the question again|one more time)\b|"
    r"^sorry\W*(?:what)?\W*$",
    re.IGNORECASE,
)
_REPHRASE = re.compile(
    r"\b(?:rephrase|reword|what do you mean|"
    r"(?<!what i )(?<!that i )(?<!which i )(?<!things i )(?:don't|do not|didn't|did not) (?:really |quite )?"
    r"understand(?! why| how)|not (?:really |quite )?(?:sure|clear) what you|(?:can|could) you (?:please )?"
    r"(?:clarify|explain)|(?:put|ask|say) (?:it|that) (?:differently|another way|in another way)|"
    r"in other words|not sure i (?:understand|follow))\b|^\W*(?:differently|another way)\b",
    re.IGNORECASE,
)
_GIVE_UP = re.compile(
    r"(?:(?:^|[.,!?]\s*)(?:(?:um|uh|well|sorry|honestly|actually|hm+|to be honest|oh)\b[\s,.]*)*"
    r"i (?:really )?"
    r"(?:don't|do not) (?:really )?(?:know|have (?:an? |any )?(?:example|one|answer|anything))\b)|"
    r"\b(?:no idea|skip (?:this|that|it|the|please)|pass on|next (?:question|one)|nothing comes to mind|"
    r"(?:can't|cannot|can not) (?:think of|remember|recall)|(?:can|could|let's|like to) (?:we )?skip|"
    r"(?:can|could) we move on|let's move on|rather not|not sure (?:how to|what to) (?:answer|say)|"
    r"i'm not sure\W*$|drawing a blank|mind (?:is|went|has gone) blank|blanking)\b|"
    r"^\W*(?:pass|skip|next|move on)(?: please)?\W*$",
    re.IGNORECASE,
)
_THINK = re.compile(
    r"\b(?:let me (?:think|see)|(?:give|need|have|take) (?:me )?(?:a|one|some|another)? ?(?:moment|"
    r"second|minute|sec|time)|hold on|one moment|just a (?:moment|second)|bear with me|wait)\b",
    re.IGNORECASE,
)
_NOT_READY = re.compile(
    r"^\W*(?:no(?! problem| worries| need)|not (?:yet|quite|really)|wait|one (?:moment|second)|hold on)\b",
    re.IGNORECASE,
)
_DONE = re.compile(
    r"^\W*(?:no|nope|nothing|not (?:really|right now|at the moment)|i(?:'m| am) (?:good|fine|all set)|"
    r"that's (?:all|it)|i (?:don't|do not) (?:think so|have (?:any|anything)))\b",
    re.IGNORECASE,
)
_YES = re.compile(r"^\W*(?:yes|yeah|yep|sure|please|okay|ok)\b", re.IGNORECASE)
_ASKS = re.compile(
    r"^\W*(?:(?:um|uh|so|and|well|yes|yeah|okay|sorry|actually|sure|hi|hello|before (?:we start|that)|"
    r"quick question|i have a question)\b\W*)*"
    r"(?:how|what|when|where|who|why|which|are you|is (?:this|it|there|that)|do (?:you|i|we)|"
    r"does|can (?:you|i|we)|could (?:you|i|we)|will|would (?:you|it)|should i|may i|am i|have you)\b",
    re.IGNORECASE,
)
_SAYS_IT_ASKS = re.compile(
    r"\b(?:can|could|may) i ask|i(?:'d| would) like to (?:ask|know)|i was wondering", re.IGNORECASE
)

HEARING = Hearing(
    repeat=_REPEAT,
    rephrase=_REPHRASE,
    give_up=_GIVE_UP,
    think=_THINK,
    not_ready=_NOT_READY,
    done=_DONE,
    yes=_YES,
    asks=_ASKS,
    says_it_asks=_SAYS_IT_ASKS,
)
