"""Where an answer and the résumé don't agree. By rule and with caution: it only ever leads to a question."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz

from interview.keywords import plain, skills
from interview.lang import language as lang
from interview.lang.patterns import Claims
from interview.lang.reading import NOT_EMPLOYER
from interview.models import Brief
from interview.questions import sentences, words
from interview.resume import Post, posts

_SAME_NAME = 75.0
_YEARS_APART = 2
_YEARS_MORE = 3


def contradictions(answer: str, brief: Brief) -> tuple[str, ...]:
    """Questions about what was said and stands otherwise in the résumé, surest first; usually none."""
    language = lang(brief.language)
    held = posts(brief.resume_text)
    if not held:
        return ()
    found: list[tuple[str, dict[str, str]]] = []
    for sentence in sentences(answer):
        found += _in_sentence(sentence, brief, held, language.claims)
    return tuple(language.script.clashes[kind].format(**values) for kind, values in found)


def _in_sentence(
    sentence: str, brief: Brief, held: Sequence[Post], claims: Claims
) -> Iterator[tuple[str, dict[str, str]]]:
    here = next((post for post in held if fuzz.partial_ratio(post.employer, sentence) >= 90), None)
    if here is not None:
        yield from _dates(sentence, here, claims)
    else:
        yield from _total(sentence, held, claims)
        yield from _unknown_employer(sentence, brief, claims)
    yield from _rank(sentence, brief, claims)


def _count(match: re.Match[str], claims: Claims) -> int:
    said = match["count"].lower()
    return int(said) if said.isdigit() else claims.numbers.get(said, 0)


def _dates(sentence: str, post: Post, claims: Claims) -> Iterator[tuple[str, dict[str, str]]]:
    """Years or a date said about an employer whose line has others."""
    if post.start is None or post.end is None:
        return
    shown = {"name": post.employer, "start": str(post.start), "end": str(post.end)}
    match = claims.years.search(sentence)
    if match and not claims.total.search(sentence):
        count = _count(match, claims)
        if count and abs(count - (post.end - post.start)) >= _YEARS_APART:
            yield "years", shown | {"said": match["count"].lower()}
    for year in claims.since.finditer(sentence):
        if not post.start - 1 <= int(year["year"]) <= post.end + 1:
            yield "since", shown | {"said": year["year"]}


def _total(sentence: str, held: Sequence[Post], claims: Claims) -> Iterator[tuple[str, dict[str, str]]]:
    """More years of work than the résumé reaches back; only when all its jobs have an end."""
    match = claims.years.search(sentence)
    if not match or not claims.total.search(sentence):
        return
    starts = [post.start for post in held if post.start is not None]
    ends = [post.end for post in held]
    if not starts or None in ends:
        return
    span = max(end for end in ends if end is not None) - min(starts)
    if _count(match, claims) >= span + _YEARS_MORE:
        yield "total", {"start": str(min(starts)), "said": match["count"].lower()}


def _unknown_employer(sentence: str, brief: Brief, claims: Claims) -> Iterator[tuple[str, dict[str, str]]]:
    match = claims.employer.search(sentence)
    name = plain((match["name"] or match["joined"]) if match else "", max_words=4)
    known = f"{brief.resume_text} {brief.company} {brief.job_description}".lower()
    if (
        name
        and not NOT_EMPLOYER.match(name)
        and not skills(name)
        and fuzz.partial_ratio(name.lower(), known) < _SAME_NAME
    ):
        yield "employer", {"name": name}


def _rank(sentence: str, brief: Brief, claims: Claims) -> Iterator[tuple[str, dict[str, str]]]:
    match = claims.rank.search(sentence)
    if not match:
        return
    rank = match["rank"].lower()
    roots = claims.roots.get(rank.split()[-1]) or claims.roots.get(rank.split()[0]) or (rank.split()[0],)
    resume = words(brief.resume_text)
    if not any(word.startswith(root) for word in resume for root in roots):
        yield "rank", {"said": plain(match["rank"])}
