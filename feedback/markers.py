"""Words that show something was told: patterns, and the sentence in which one was found."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from feedback.answers import quote
from feedback.evidence import FEWEST_WORDS
from feedback.schema import Evidence
from feedback.told import told, vague
from interview.keywords import content_words, skills
from interview.lang.en.telling import DID, NUMBER, RESULT
from interview.lang.patterns import whole_words
from interview.models import Brief
from interview.questions import sentences

Replies = Sequence[tuple[int, str]]
Finder = Callable[[Replies], tuple[Evidence, ...]]


SITUATION = whole_words(
    r"when(?! asked)|while|at (?:my|the|our)|we (?:had|were)|there (?:was|were)|last (?:year|month|week)"
    r"|during|in my|in (?:19|20)\d\d|once|back then|used to|i was|our (?:team|system|company)"
    r"|at [a-z]+ (?:bank|inc|ltd)"
)
TASK = whole_words(
    r"had to|needed to|my (?:job|task|role|goal|part) was|goal|asked (?:me )?to|responsible|deadline"
    r"|wanted to|problem|supposed to|in charge|failing|failed|wrong|losing|slow|nobody|argu(?:ed|ing)"
    r"|complain\w*|shouted|broke\w*|missing|late"
)
REASON = whole_words(
    r"because|so that|in order to|instead of|rather than|decided|the reason|that way|that's why"
    r"|since (?!then|that\b|last|the|my|our|i was|\d)|as (?:the|it|they|nobody)"
)
PROBLEM = whole_words(
    r"problems?|fail(?:ed|ing|ure|s)?|broke\w*|bugs?|wrong|lost|losing|stuck|slow|errors?|angry|upset"
    r"|shouted|late|missing|trouble|difficult|hard|issue|issues|outage|crash\w*|complain\w*"
)
PEOPLE = whole_words(
    r"colleagues?|teams?|manager|boss|customers?|clients?|users?|engineers?|designers?|people|he|she"
    r"|they|them|someone|everyone|lead"
)
CONTACT = whole_words(
    r"asked|told|listened|explained|agreed|helped|met|talked|showed|sat (?:down|with)|spoke|argued"
    r"|suggested|taught|called|discussed|together|shared|wrote to|supported|paired"
)
NEW_OR_WRONG = whole_words(
    r"learn(?:ed|t|ing)?|new|mistakes?|wrong|failed|didn't (?:work|know)|never (?:done|used)|criticism"
    r"|feedback|first time|lost"
)
TAKEN_AWAY = whole_words(
    r"learned (?:that|to|from)|since then|now i|i would|next time|taught me|i reali[sz]ed|from then on"
    r"|these days|today i|i (?:always|never)"
)
COMPARISON = whole_words(
    r"from [^.!?]{1,30} to|than|before(?=[.,;!?]|$| (?:it|we|they|that|i)\b)|against|instead|no longer"
    r"|any more|in \w+ (?:days|weeks|months|years)|per"
)
TRADE = whole_words(
    r"engineer|developer|analyst|manager|designer|work(?:ed|ing)? (?:as|in|at|for|on)|i'm an?|i am an?"
    r"|studied|student"
)
WHERE = whole_words(
    r"years?|months?|at (?-i:[A-Z])\w+|for (?-i:[A-Z])\w+|shop|company|start-?up|bank|university|school"
    r"|agency|firm"
)
STRENGTH = whole_words(
    r"enjoy|good at|i like|i love|strengths?|known for|best at|speciali[sz]\w*|care about|proud"
)
WISH = whole_words(
    r"because|want|like|enjoy|love|interest\w*|excit\w*|hope|would like|looking for|appeal\w*|care|draws me"
    r"|drew me|caught m[ey]|why i"
)
HELPED = whole_words(
    r"customers?|clients?|users?|colleagues?|team|support|everyone|people|company|school|patients?|students?"
    r"|guests?|parents?|children|kids|owners?|drivers?|neighbou?rs?|nurses?|waiters?|members?|visitors?"
)
CONCRETE = re.compile(
    r"\d|(?<=[a-z,;] )(?!I\b|I')[A-Z]\w+|\b(?:products?|reports?|customers|users|team|systems?|clients)\b"
)


def each(*patterns: re.Pattern[str], of_story: bool = True) -> Finder:
    """Finds every sentence that a pattern fits, those of the first pattern first; none twice.

    Vague sentences are passed over.

    Args:
        of_story: pass over sentences that tell of nothing that happened, too.
    """

    def find(replies: Replies) -> tuple[Evidence, ...]:
        found = (
            Evidence(turn=turn, quote=words)
            for pattern in patterns
            for turn, text in replies
            for hit in pattern.finditer(text)
            if len((words := quote(text, hit.start())).split()) >= FEWEST_WORDS
            and not vague(words)
            and (not of_story or told(words))
        )
        return tuple(dict.fromkeys(found))

    return find


def closed(replies: Replies) -> tuple[Evidence, ...]:
    """Finds what happened after the last thing the candidate did, told of others or of the thing itself."""
    found = []
    for turn, text in replies:
        parts = sentences(text)
        acts = [n for n, part in enumerate(parts) if DID.search(part) or _ALSO_DID.search(part)]
        for part in parts[acts[-1] + 1 :] if acts else ():
            words = quote(text, text.index(part)) if part in text else ""
            if (
                len(words.split()) >= FEWEST_WORDS
                and told(part)
                and not vague(part)
                and not _OF_US.match(part)
            ):
                found.append(Evidence(turn=turn, quote=words))
    return tuple(found)


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
        r"your (?:\w+ )?(?:advert\w*|website|opening|brochure)",
        "you(?:'re| are) (?:moving|building|looking|hiring|opening|growing|planning)",
    ]
    fits = re.compile(rf"(?<!\w)(?:{'|'.join(base + names)})(?!\w)", re.IGNORECASE)
    return each(fits, of_story=False)


def trade_words(brief: Brief) -> Finder:
    """Finds a named tool or method, or a word of the role."""
    role = content_words(brief.role)

    def find(replies: Replies) -> tuple[Evidence, ...]:
        named = {name for _, text in replies for name in skills(text)} | role
        if not named:
            return ()
        listed = "|".join(re.escape(name) for name in sorted(named))
        return each(re.compile(rf"(?<!\w)(?:{listed})(?!\w)", re.IGNORECASE), of_story=False)(replies)

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
_CAME_OF_IT = whole_words(
    r"since (?:then|that)|after \w+ (?:days|weeks|months)|within (?:a|\w+) (?:days?|weeks?|months?)"
    r"|went (?:from|down|up)|(?:came|brought|went|cut|gone) (?:\w+ )?(?:down|up)|(?:down|up) (?:to|from|by)"
    r"|from [^.!?]{1,30} to|renewed|has(?:n't| not)|(?<!i )have(?:n't| not) (?:had|seen)|has no|have no"
    r"|no (?:more|findings|complaints|errors|problems)|(?<!i )(?:stopped|copied|apologi[sz]ed|finished)"
    r"|(?<!i )caught|wrote to thank|opened on|paid (?:off|back)|instead of (?:leaving|\w+)|so now"
    r"|until today|to this day"
    r"|that (?:summer|year|month|quarter)|in the (?:first|next|following) \w+|(?:twice|half) as"
    r"|which (?:saved|stopped|meant|gave|brought|cut)|still (?:use|uses|works|runs|fitted)"
    r"|now (?:\w+s|use|begin|check)"
)
_OF_US = re.compile(r"\W*(?:and |so |then |but |also )*(?:i|we|it was)\b", re.IGNORECASE)
_ALSO_DID = re.compile(
    r"\b[Ii] (?:also |then |just |so |first |simply )*"
    r"(?:sat|told|let|went (?:to|through|back|round|over)|rang|drove|spent|bought|read|said|came back|stood|"
    r"got (?:my|our|the|it|them|him|her)|slept|swept"
    r"|thought up|made sure)\b"
)
ACTION = each(DID, _ALSO_DID)
OUTCOME = either(each(RESULT, _CAME_OF_IT), closed)
FIGURE = each(_DIGITS, NUMBER)
