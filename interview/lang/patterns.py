"""What a language listens for: patterns and word lists."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from re import Pattern


def whole_words(alternatives: str) -> Pattern[str]:
    """A pattern for any of these, as whole words, in any case."""
    return re.compile(rf"\b(?:{alternatives})\b", re.IGNORECASE)


@dataclass(frozen=True)
class Asking:
    """Recognises questions in what an interviewer says.

    Attributes:
        prompt: begins a sentence that asks without a question mark.
        small_talk: a question that wants no answer of substance.
        again: says that a question is asked once more.
        filler: a word that bears no meaning in a question; matched whole.
    """

    prompt: Pattern[str]
    small_talk: Pattern[str]
    again: Pattern[str]
    filler: Pattern[str]


@dataclass(frozen=True)
class Hearing:
    """Recognises what a candidate wants, when it isn't to answer."""

    repeat: Pattern[str]
    rephrase: Pattern[str]
    give_up: Pattern[str]
    think: Pattern[str]
    not_ready: Pattern[str]
    done: Pattern[str]
    yes: Pattern[str]
    asks: Pattern[str]
    says_it_asks: Pattern[str]


@dataclass(frozen=True)
class Telling:
    """Recognises the parts of an answer.

    Attributes:
        past, imagined: in a question: it asks for something that happened, or for what would be done.
        mine: begins a sentence about the speaker.
        situation, acted, result, number, reason, check: in an answer: that part is there.
        claim: a strong word without proof; the whole match is what gets quoted.
        i, we: the speaker, the speaker's group.
        alone: a word that a quoted phrase can't hold without changing who is meant.
        quotable: group 1 is something the candidate did, from the verb on.
        cut: where such a phrase is cut off.
        later_cut: where a longer one is cut off.
        loose_end: what must not stand at its end.
        turned: words that change when the other one says them, in lower case.
        turn: the whole phrase as said to the candidate, e.g. with "you" before it.
    """

    past: Pattern[str]
    imagined: Pattern[str]
    mine: Pattern[str]
    situation: Pattern[str]
    acted: Pattern[str]
    result: Pattern[str]
    number: Pattern[str]
    reason: Pattern[str]
    check: Pattern[str]
    claim: Pattern[str]
    i: Pattern[str]
    we: Pattern[str]
    alone: Pattern[str]
    quotable: Pattern[str]
    cut: Pattern[str]
    later_cut: Pattern[str]
    loose_end: Pattern[str]
    turned: Mapping[str, str]
    turn: Callable[[str], str]


@dataclass(frozen=True)
class Naming:
    """Finds the things an answer names: an article or a preposition, then one to three words.

    Attributes:
        articles: the word before a thing -> what the interviewer puts there instead.
        openers: other words that a thing may follow, such as prepositions.
        stop: words that belong to no thing.
        verbs: a word that is a verb, or close to always.
        loose: a word that belongs to a thing only right after an article, such as "failed".
        adverbs: a word that ends a thing.
        nouns: words that look like a verb and aren't one.
        qualities: words that describe a thing and aren't one; none ends a thing.
        likely: a word that is a thing by its ending, named when nothing better is found.
        dull: a last word that says nothing about this answer in particular.
        joins: words that tie two things to one, as in "sistema de pagos".
    """

    articles: Mapping[str, str]
    openers: frozenset[str]
    stop: frozenset[str]
    verbs: Pattern[str]
    loose: Pattern[str]
    adverbs: Pattern[str]
    likely: Pattern[str]
    dull: frozenset[str]
    qualities: frozenset[str] = frozenset()
    nouns: frozenset[str] = frozenset()
    joins: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Matching:
    """Compares what is said with what a job asks for, word by word; words come in lower case.

    Attributes:
        endings: what is left off a word before it is compared.
        kept: words that are compared whole: without their ending they are others.
        generic: words that fit any job, so that none of them says what a requirement is about.
        lacking: in a clause: its speaker hasn't done, or doesn't know, what it names.
        onward: from here to the end of the clause stands what was not there, not used or not had.
        others: in a clause: somebody else does what it tells.
        mine: in such a clause: the speaker does too, or it was done for the speaker.
        back: in a clause that says what was not done: it may be what the clause before names.
        does: the speaker does or did something.
        joins: words, or pairs of words, that begin another clause.
    """

    endings: Pattern[str]
    kept: frozenset[str]
    generic: frozenset[str]
    lacking: Pattern[str]
    onward: Pattern[str]
    others: Pattern[str]
    mine: Pattern[str]
    back: Pattern[str]
    does: Pattern[str]
    joins: frozenset[str]


@dataclass(frozen=True)
class Claims:
    """Finds facts that can be held against a résumé; each pattern's groups are named.

    Attributes:
        years: ``count`` years.
        total: says that the years are all there are.
        employer: ``name`` of an employer.
        rank: ``rank`` held by the speaker.
        since: ``year`` in which something began or was.
        numbers: number words -> value.
        still: in a résumé: goes on today.
        roots: rank in lower case -> beginnings of words that support it in a résumé.
    """

    years: Pattern[str]
    total: Pattern[str]
    employer: Pattern[str]
    rank: Pattern[str]
    since: Pattern[str]
    numbers: Mapping[str, int]
    roots: Mapping[str, tuple[str, ...]]
