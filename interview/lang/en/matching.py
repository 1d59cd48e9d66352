"""English: how words of a requirement are found again in what was said."""

from __future__ import annotations

import re

from interview.lang.lists import word_lists
from interview.lang.patterns import Matching, whole_words

_LISTS = word_lists("en")
_NOT = (
    r"never|(?:not|(?!can't help)\w+n't)(?! (?:only|just)\b)|cannot|(?<!with )no(?! longer| doubt|"
    r" problem| matter|"
    r" wonder)(?=\W* \w)(?![.,;:!?])|nor|neither|none|nothing|nobody|hardly|barely|rarely|seldom|nowhere|"
    r"(?<!a )(?:little|few)(?= (?:to do|experience|exposure|idea|knowledge|about|contact|hands-on))|"
    r"lack(?:s|ed|ing)?|unfamiliar|unable|zero (?:\w+ )?(?:exposure|experience|knowledge|idea|clue|contact|"
    r"hours|years|background|skills?)"
)
_WISHED = (
    r"wish(?:es|ed)?|(?:would|could|should)(?:'ve| have)|i'd have|if (?:i|we) (?:were|was|had|could|ever|got|"
    r"knew|get|have to|needed)|(?:would|i'd|we'd|'d) (?:\w+ )?(?:love|like|prefer|want|need|have) to|"
    r"(?:want|like|love|hope|hoping|plan|planning|eager|keen|willing|happy|need|have|going|intend|mean|"
    r"meant) "
    r"to (?:learn|try|get into|pick up|start)|imagine|hypothetically|theoretically|in theory|some ?day"
)
_SHUNNED = (
    r"avoid(?:s|ed|ing)?|refus(?:e|es|ed|ing)|hopeless|(?:useless|bad|terrible|awful|rubbish|poor|"
    r"weak) (?:at|"
    r"with|in)|scar(?:e|es|ed|y)|afraid of|terrif\w+|frighten\w*|stay(?:ed)? away|steer(?:ed)? clear|"
    r"g[ai]ve(?:n|s)? up|quit|(?:was|were) (?:supposed|about|going|planning|hoping|meant) to|(?:have|"
    r"had) yet to|"
    r"forgot(?:ten)?|rusty|tr(?:y|ied|ying) to (?:learn|get into|understand)|(?:'ve|have|had|got) no|mystery|"
    r"interested in|used to be|never mind|new to me|foreign to me|(?:only|just|merely)(?: \w+)? (?:read|"
    r"heard|seen|watched|know of)|"
    r"(?:read|heard)(?: \w+)? (?:about|of)|next to nothing"
)
_PERSON = (
    r"manager|boss|supervisor|(?:team |tech )?lead(?:er)?|head|director|colleagues?|co-?workers?|"
    r"team ?mates?|"
    r"friends?|brothers?|sisters?|mother|father|mum|mom|dad|parents?|husband|wife|partner|cousins?|uncle|"
    r"aunt|sons?|daughters?|neighbou?rs?|(?:room|flat)mates?|mentor|teacher|professor|predecessor|successor|"
    r"ceo|cto|contractors?|consultants?|freelancers?|developers?|devs|engineers?|seniors?|juniors?|interns?|"
    r"vendor|supplier|agency|admins?|specialists?|guys|people"
)
_STATES = (
    r"want|need|lik|lov|hop|believ|seem|happen|prefer|interest|excit|motivat|heard|impress|scar|ne?ed|"
    r"graduat|rais|marri|retir"
)
_IRREGULAR = (
    r"led|built|made|wrote|written|set|drew|took|taken|gave|given|held|kept|found|taught|brought|chose|cut|"
    r"broke|rewrote|sold|won|met|sent|spoke|spoken|split|put|began|grew|drove|driven|done|told|got|"
    r"bought|dealt|"
    r"spent|paid|ran|run|fixed|learnt|shown|showed|been (?:using|running|doing|working|writing)"
)
_NO_ACT = (
    r"am|are|was|were|be|been|have|had|has|do|did|can|could|would|should|will|might|may|must|shall|know|knew|"
    r"think|thought|believe|guess|suppose|assume|like|love|enjoy|want|need|hope|wish|prefer|feel|felt|"
    r"see|saw|"
    r"seem|understand|mean|meant|agree|remember|recall|heard|hear|care|mind|wonder|expect|doubt|hate|fear|"
    r"live|tend|and|or|in|on|at|for|who|with|as|too|even|just|never|not|only|always|often|also|still|"
    r"now|then|"
    r"really|maybe|sometimes|usually|don|\w+ly"
)
MATCHING = Matching(
    endings=re.compile(
        r"(?:(?<=\w{5})e?ments?|(?<=\w{3})(?:ations?|ating|ate[ds]?|ings?|ie[ds]|ed|es|e|ly|y|(?<![sui])s))$"
    ),
    kept=_LISTS["kept"],
    generic=_LISTS["generic"],
    lacking=re.compile(rf"\b(?:{_NOT}|{_WISHED}|{_SHUNNED})\b|\? (?:no|nope|never)\b", re.IGNORECASE),
    onward=whole_words(r"(?<!and )without|with no|instead of|rather than|as opposed to|unlike"),
    others=re.compile(
        rf"(?<!\bfor )(?<!\bwith )(?<!\bto )(?<!\bof )(?<!\bfrom )(?<!\band )\b(?:my|our|the|his|her|"
        rf"their|an?|"
        rf"another|other|some|one of (?:my|our|the)|most of (?:my|our|"
        rf"the)) (?:\w+ ){{0,2}}?(?:{_PERSON})\b(?! and "
        r"(?:i|me|myself)\b)|\b(?:another|other|different|data|platform|ops|infrastructure|it|"
        r"security) teams?\b|"
        r"^\W*(?:(?:and|but|so|because|then|well|when|while|there|that|um|uh) )*(?:he|she|they|somebody|"
        r"someone|"
        r"everybody|everyone|others)(?:'s|'re|'d|'ve)? ",
        re.IGNORECASE,
    ),
    mine=whole_words(r"i|i'm|i've|i'd|i'll|me|myself|we|we're|we've|we'd|us|ourselves|together"),
    back=re.compile(
        r"^(?=.*\b(?:i|i'm|i've|i'd|we|we've|we'd|me|us|myself)\b)(?:.*\b(?:it|them|which)\b|"
        r".*\b(?:that|this|these|those|one|me|myself|i|us|we|personally)\b\W*$|"
        r".*(?:n't|\bnot|\bnever)(?: \w+)?\W*$)",
        re.IGNORECASE,
    ),
    does=re.compile(
        r"\b(?:i|we)(?:'ve|'d)?(?: (?!(?:want|like|need|hope|wish|think|know|believe|guess|love|was|"
        r"were|am|are|be|would|"
        r"could|should|might|may|will|can|to)\b)\w+){0,3}? (?:"
        rf"{_IRREGULAR}|did|read|ran|went|used|(?!{_STATES})[a-z]{{2,}}ed)\b|\b(?:i|we)(?:'m|'re| am|"
        rf" are| was| were|"
        r"'ve been| have been| had been)(?: \w+)? (?!interest|excit|look|hop|think|wonder)\w{2,}ing\b|"
        r"\b(?:i|we)(?: "
        rf"(?:also|now|still|always|usually|often|mostly|mainly|currently|daily))? "
        rf"(?!(?:{_NO_ACT}|(?:{_STATES})\w*)\b)[a-z]{{3,}}\b|"
        r"\b(?:i|we)(?:'m| am| was|'re| are| were) (?:in charge|responsible)\b|"
        r"\b(?:i|we) had to \w+|\bmy (?:part|job|task|idea|role|share)\b",
        re.IGNORECASE,
    ),
    joins=frozenset(
        [
            *("but", "because", "although", "though", "whereas", "so", "which", "until", "unless", "while"),
            *(
                f"and {word}"
                for word in ("i", "i've", "i'd", "we", "he", "she", "they", "my", "our", "never")
            ),
            *(
                "and didn't",
                "and don't",
                "and not",
                "and no",
                "and nobody",
                "and nothing",
                "and none",
                "then i",
                "then we",
            ),
        ]
    ),
)
