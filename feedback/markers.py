"""Words that show something was told: patterns, and the sentence in which one was found."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from feedback.answers import quote
from feedback.schema import Evidence
from interview.keywords import content_words, skills
from interview.lang.en.telling import DID, NUMBER, RESULT
from interview.models import Brief

Replies = Sequence[tuple[int, str]]
Finder = Callable[[Replies], tuple[Evidence, ...]]


def _words(alternatives: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{alternatives})\b", re.IGNORECASE)


SITUATION = _words(
    r"when(?! asked)|while|at (?:my|the|our)|we (?:had|were)|there (?:was|were)|last (?:year|month|week)"
    r"|during|in my|in (?:19|20)\d\d|once|back then|used to|i was|our (?:team|system|company)"
    r"|at [a-z]+ (?:bank|inc|ltd)"
)
TASK = _words(
    r"had to|needed to|my (?:job|task|role|goal|part) was|goal|asked (?:me )?to|responsible|deadline"
    r"|wanted to|problem|supposed to|in charge|failing|failed|wrong|losing|slow|nobody|argu(?:ed|ing)"
    r"|complain\w*|shouted|broke\w*|missing|late"
)
REASON = _words(r"because|so that|in order to|instead of|rather than|decided|the reason|that way|that's why")
PROBLEM = _words(
    r"problems?|fail(?:ed|ing|ure|s)?|broke\w*|bugs?|wrong|lost|losing|stuck|slow|errors?|angry|upset"
    r"|shouted|late|missing|trouble|difficult|hard|issue|issues|outage|crash\w*|complain\w*"
)
PEOPLE = _words(
    r"colleagues?|teams?|manager|boss|customers?|clients?|users?|engineers?|designers?|people|he|she"
    r"|they|them|someone|everyone|lead"
)
CONTACT = _words(
    r"asked|told|listened|explained|agreed|helped|met|talked|showed|sat (?:down|with)|spoke|argued"
    r"|suggested|taught|called|discussed|together|shared|wrote to|supported|paired"
)
NEW_OR_WRONG = _words(
    r"learn(?:ed|t|ing)?|new|mistakes?|wrong|failed|didn't (?:work|know)|never (?:done|used)|criticism"
    r"|feedback|first time|lost"
)
TAKEN_AWAY = _words(
    r"learned (?:that|to|from)|since then|now i|i would|next time|taught me|i reali[sz]ed|from then on"
    r"|these days|today i|i (?:always|never)"
)
COMPARISON = _words(
    r"from .{1,30} to|than|before|instead|no longer|any more|in \w+ (?:days|weeks|months|years)|per"
)
TRADE = _words(
    r"engineer|developer|analyst|manager|designer|work(?:ed|ing)? (?:as|in|at|for|on)|i'm an?|i am an?"
    r"|studied|student"
)
WHERE = _words(
    r"years?|months?|at (?-i:[A-Z])\w+|for (?-i:[A-Z])\w+|shop|company|start-?up|bank|university|school"
    r"|agency|firm"
)
STRENGTH = _words(
    r"enjoy|good at|i like|i love|strengths?|known for|best at|speciali[sz]\w*|care about|proud"
)
WISH = _words(r"because|want|like|enjoy|love|interest\w*|excit\w*|hope|would like|looking for|appeal\w*|care")
HELPED = _words(
    r"customers?|clients?|users?|colleagues?|team|support|everyone|people|company|school|patients?|students?"
)
CONCRETE = re.compile(
    r"\d|(?<=[a-z,;] )(?!I\b|I')[A-Z]\w+|\b(?:products?|reports?|customers|users|team|systems?|clients)\b"
)


def each(*patterns: re.Pattern[str]) -> Finder:
    """Finds every sentence that a pattern fits, those of the first pattern first; none twice."""

    def find(replies: Replies) -> tuple[Evidence, ...]:
        found = (
            Evidence(turn=turn, quote=words)
            for pattern in patterns
            for turn, text in replies
            for hit in pattern.finditer(text)
            if (words := quote(text, hit.start()))
        )
        return tuple(dict.fromkeys(found))

    return find


def more(finder: Finder) -> Finder:
    """Finds all but the first that ``finder`` finds."""
    return lambda replies: finder(replies)[1:]


def either(*finders: Finder) -> Finder:
    """Finds what one after the other finds."""
    return lambda replies: tuple(dict.fromkeys(found for finder in finders for found in finder(replies)))


def about(brief: Brief) -> Finder:
    """Finds words of the role, the company or the job description's skills."""
    wanted = content_words(f"{brief.role} {brief.company}")
    names = [re.escape(word) for word in sorted({*wanted, *skills(brief.job_description)})]
    base = [
        "this (?:role|job|position|company)",
        "your (?:team|company|product|customers|users)",
        "you (?:settle|publish|build|make)",
    ]
    return each(re.compile(rf"(?<!\w)(?:{'|'.join(base + names)})(?!\w)", re.IGNORECASE))


def trade_words(brief: Brief) -> Finder:
    """Finds a named tool or method, or a word of the role."""
    role = content_words(brief.role)

    def find(replies: Replies) -> tuple[Evidence, ...]:
        named = {name for _, text in replies for name in skills(text)} | role
        if not named:
            return ()
        listed = "|".join(re.escape(name) for name in sorted(named))
        return each(re.compile(rf"(?<!\w)(?:{listed})(?!\w)", re.IGNORECASE))(replies)

    return find


def pick_apart(finders: Iterable[Finder], replies: Replies) -> list[Evidence | None]:
    """One quote for each finder: unused ones first, and none for more than two of them."""
    used: Counter[Evidence | None] = Counter()
    picked: list[Evidence | None] = []
    for finder in finders:
        found = finder(replies)
        one = next((e for e in found if not used[e]), next((e for e in found if used[e] < 2), None))
        used[one] += one is not None
        picked.append(one)
    return picked


_DIGITS = re.compile(r"\d+")
ACTION = each(DID)
OUTCOME = each(RESULT)
FIGURE = each(_DIGITS, NUMBER)
