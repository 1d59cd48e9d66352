"""What an answer names: the few words a follow-up can be hung on. By rule."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from interview.keywords import skills
from interview.lang import language as lang
from interview.lang.patterns import Naming
from interview.questions import words

_TOKEN = re.compile(r"[^\W_]+(?:[-'+#.][^\W_]+)*[+#]*|[.,;:!?…]")
_MARKS = frozenset(".,;:!?…")
_MOST_WORDS = 3
MOST_COPIED = 4
"""No more words than this in a row are taken over from an answer."""


@dataclass(frozen=True)
class _Thing:
    """Words of one thing as they were said, where they stood, and the word that stood before them."""

    parts: tuple[str, ...]
    at: int
    before: str
    article: str

    @property
    def head(self) -> str:
        return self.parts[-1].lower()


def things(answer: str, *, question: str = "", language: str = "en") -> tuple[str, ...]:
    """The things an answer names, most telling first, each as the interviewer would say it back.

    Args:
        question: what was asked; its own words say little about the answer.
    """
    naming = lang(language).naming
    plain = answer.replace("’", "'")
    found = list(_found(plain, naming)) or list(_likely(plain, naming))
    counts = Counter(words(answer))
    known = {part.lower() for name in skills(answer) for part in name.split()}
    asked = set(words(question))

    def worth(thing: _Thing) -> tuple[int, int]:
        own = [part for part in thing.parts if part.lower() not in asked]
        rare = sum(part.lower() not in naming.dull for part in own)
        named = any(part.lower() in known or part[:1].isupper() for part in thing.parts)
        return -(2 * min(rare, 2) + 3 * named + (counts[thing.head] > 1)), thing.at

    telling = [thing for thing in found if any(part.lower() not in asked for part in thing.parts)]
    ranked = sorted(telling or found, key=worth)
    return tuple(dict.fromkeys(_said_back(thing, naming) for thing in ranked))


def _found(answer: str, naming: Naming) -> Iterator[_Thing]:
    tokens = _TOKEN.findall(answer)
    at = 0
    while at < len(tokens):
        before = tokens[at - 1].lower() if at else "."
        end = _end_of_thing(tokens, at, naming)
        parts = _without_loose_end(tokens[at:end], naming)
        if parts and _follows_rightly(before, tokens[at], naming) and _telling(parts, naming):
            yield _Thing(parts, at, before, naming.articles.get(before, ""))
        at = max(end, at + 1)


def _without_loose_end(parts: Sequence[str], naming: Naming) -> tuple[str, ...]:
    kept = list(parts)
    while kept and (kept[-1].lower() in naming.qualities or kept[-1].lower() in naming.joins):
        kept.pop()
    return tuple(kept)


def _likely(answer: str, naming: Naming) -> Iterator[_Thing]:
    """Single words that are things by their ending."""
    for at, token in enumerate(_TOKEN.findall(answer)):
        if naming.likely.match(token.lower()) and _belongs(token, naming) and _telling((token,), naming):
            yield _Thing((token.lower(),), at, "", "")


def _end_of_thing(tokens: Sequence[str], start: int, naming: Naming) -> int:
    """Where the words that may be one thing end; ``start`` itself when none begins there."""
    end, longest = start, _MOST_WORDS
    while end < len(tokens) and end - start < longest:
        token = tokens[end].lower()
        if token in naming.joins and end > start and end + 1 < len(tokens):
            if _belongs(tokens[end + 1], naming) and end - start <= 2:
                end += 2
                break
            break
        loose = naming.loose.match(token) and token not in naming.nouns
        if not _belongs(tokens[end], naming) or (loose and not _leads(tokens, end, naming)):
            break
        end += 1
    return end


def _leads(tokens: Sequence[str], at: int, naming: Naming) -> bool:
    """Whether a word such as "failed" stands between an article and the thing it belongs to."""
    before, after = tokens[max(at - 1, 0)].lower(), tokens[at + 1 : at + 2]
    return before in naming.articles and bool(after) and _belongs(after[0], naming)


def _belongs(token: str, naming: Naming) -> bool:
    lower = token.lower()
    return not (
        token in _MARKS
        or lower in naming.stop
        or lower in naming.articles
        or lower in naming.openers
        or lower in naming.joins
        or naming.verbs.match(lower)
        or naming.adverbs.match(lower)
    )


def _follows_rightly(before: str, first: str, naming: Naming) -> bool:
    """Whether what stands before makes it likely to be a thing, not the rest of a phrase."""
    return (
        before in naming.articles
        or before in naming.openers
        or bool(naming.verbs.match(before) or naming.loose.match(before))
        or (first[:1].isupper() and before not in _MARKS)
    )


def _telling(parts: Sequence[str], naming: Naming) -> bool:
    if len(parts) == 1:
        return parts[0].lower() not in naming.dull and len(parts[0]) > 2
    return any(part.lower() not in naming.dull for part in parts)


def _said_back(thing: _Thing, naming: Naming) -> str:
    return " ".join(filter(None, (thing.article, *thing.parts)))


def copied(text: str, answer: str) -> int:
    """The most words in a row that ``text`` has in common with ``answer``."""
    said, heard = words(text), words(answer)
    longest, row = 0, [0] * (len(heard) + 1)
    for word in said:
        row = [0] + [row[place] + 1 if word == other else 0 for place, other in enumerate(heard)]
        longest = max(longest, *row)
    return longest
