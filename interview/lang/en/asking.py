"""English: how an interviewer's questions are recognised."""

from __future__ import annotations

import re

from interview.lang.patterns import Asking

_PROMPT = re.compile(
    r"^(?:\W*(?:so|and|now|then|okay|great|please|first|next|finally|well|to start|let's|briefly)\b[\s,]*)*"
    r"(?:tell me|walk me|talk me|take me|describe|give me|share|explain|help me understand|think of|"
    r"pick (?:one|a)|take (?:one|something)|choose (?:one|something|any|a)|name|sum up|"
    r"say (?:a bit )?more|tell us|show me|i(?:'d| would) (?:love|like) to (?:hear|know)|"
    r"i(?:'m| am) curious|introduce yourself)\b",
    re.IGNORECASE,
)
_SMALL_TALK = re.compile(
    r"\b(?:are you ready|ready to (?:start|begin|go)|shall we|does that (?:make sense|work|sound)|"
    r"is that (?:ok|okay|alright|all right)|can you hear|how are you|are you (?:still )?there|sound good|"
    r"(?:is there )?anything (?:else|more) (?:you'd|you would|on your)|do you have another question)\b|"
    r"[,.] (?:right|okay)\?$",
    re.IGNORECASE,
)
_AGAIN = re.compile(
    r"\b(?:put another way|in other words|(?:let me|i'll|to) (?:rephrase|repeat|ask (?:that|it) (?:again|"
    r"differently))|(?:my|the) question was|i (?:was asking|asked)|once more|here it is again|"
    r"said differently|back to (?:my|the) question)\b",
    re.IGNORECASE,
)
_FILLER = re.compile(
    r"a|an|and|are|as|at|be|can|could|did|do|does|for|from|had|has|have|how|i|in|is|it|its|me|my|of|on|"
    r"or|so|tell|that|the|this|to|us|was|were|what|when|which|who|why|will|with|would|you|your|about|please"
)

ASKING = Asking(prompt=_PROMPT, small_talk=_SMALL_TALK, again=_AGAIN, filler=_FILLER)
