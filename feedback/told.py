"""What tells of something that happened, as against opinions and good intentions. English."""

from __future__ import annotations

import re

from interview.lang.en.telling import DID
from interview.lang.patterns import whole_words

_VAGUE = whole_words(
    r"i(?:'d| would| could| might)|you (?:have to|need to|should|must|can't|can|always|never|learn)"
    r"|you make|people should|one (?:has|needs) to|usually|generally|in general|in theory|always"
    r"|never (?:really )?stop|never satisfied|every (?:single )?day|all the time|everybody"
    r"|everyone (?:is|says)|at the end of the day"
    r"|(?:is|are|was) (?:really |super |very |so )?(?:important|essential|key|crucial|everything|human"
    r"|normal)|passionate|i (?:think|believe|guess|find that|feel like|see myself)"
    r"|i'm (?:an?|very|really|super|kind of|always|sure|open|proud)|whatever|somehow"
    r"|(?:was|were) (?:decided|done)"
    r"|(?:great|good) (?:success|experience|opportunity|company|reputation|atmosphere|fit)"
)
"""Says how one is, or what one would do."""
_NOTHING = whole_words(
    r"everything (?:to|i)|my (?:all|best|skills|record)|many things|lots of (?:lovely|great|things)"
    r"|as a person|track record|natural \w+|speaks for itself|describe myself|hundred and ten percent"
    r"|good question|next (?:big )?step|comes to mind|performer|profession(?:al|ally)?"
    r"|(?:my|our) heart into|in its own way|in one way or another|all in all|second to none"
    r"|simple as that|i thrive|looking for (?:a new|somewhere|something|the next)|(?:new|next) challenge"
    r"|overwhelmingly|pillars|team player|people person|hard worker|fast learner|outside the box|win-win"
    r"|synerg\w+|wear many hats|give back|can-do|dynamic environment|(?:great|good|perfect) fit|an asset"
    r"|are aligned|my passion|rapport"
)
"""Praise of oneself, even where a verb stands in the past."""
_WENT = (
    "went|came|got|made|took|gave|found|saw|told|said|kept|held|led|ran|built|wrote|drew|cut|put|set|let"
    "|sent|met|sold|won|lost|left|felt|fell|rose|grew|began|spoke|sat|stood|thought|brought|bought"
    "|caught|taught|paid|chose|broke|drove|lived"
)
_NO_PAST = (
    r"\w*oriented|motivated|interested|experienced|qualified|organi[sz]ed|detailed|skilled|excited"
    r"|committed|dedicated|focused|based|driven|needed?|indeed|speed|valued?|related|admired|united"
    r"|hundred|mixed|involved|advanced|required"
)
_PAST = re.compile(
    r"\b(?:was|were|had|did|didn't|wasn't|weren't|hadn't|now|since|still|no longer|hasn't|haven't|has|"
    rf"{_WENT}|(?!(?:{_NO_PAST})\b)[a-z]{{3,}}ed)\b",
    re.IGNORECASE,
)
_MEASURED = re.compile(
    r"\b(?:from [^.!?]{1,30} to|percent|years?|months?|weeks?|euros?|dollars?)\b|\d", re.IGNORECASE
)


def told(sentence: str) -> bool:
    """Whether a sentence tells of something that happened, or holds since then."""
    return bool(_PAST.search(sentence))


def vague(sentence: str) -> bool:
    """Whether a sentence tells what one does in general, or would do, and nothing that was done.

    Anybody could say such a sentence, so no score stands on it.
    """
    if _NOTHING.search(sentence):
        return True
    return bool(_VAGUE.search(sentence)) and not DID.search(sentence) and not _MEASURED.search(sentence)
