"""Which follow-up an answer calls for, by rule, and a few of the candidate's own words to hang it on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

from interview.contradictions import contradictions
from interview.keywords import skills
from interview.lang import language as lang
from interview.lang.patterns import Telling
from interview.lang.reading import ORDERS, RUDE
from interview.lang.shape import Lines
from interview.models import Brief
from interview.naming import MOST_COPIED, copied, things
from interview.phrases import lower_first, pick, upper_first
from interview.questions import says, sentences, words

SHORT_WORDS = 15
_ABOUT_SELF = frozenset({"introduction", "motivation"})
_FEWEST_QUOTED = 2
_OF_THE_PAST = frozenset({"short", "result", "number", "deeper"})
"""Lacking parts that are asked for with a question about the past."""


def own_words(answer: str, *, language: str = "en") -> str:
    """What the candidate did, in their words turned to "you …"; empty when nothing can be lifted cleanly.

    At most four words in a row stand as they were said.
    """
    telling = lang(language).telling
    for match in telling.quotable.finditer(answer.replace("’", "'")):
        phrase = telling.cut.sub("", match.group(1)).strip()
        parts = _turned(phrase, telling)
        if copied(telling.turn(" ".join(parts)), answer) > MOST_COPIED:
            parts = _turned(telling.later_cut.sub("", phrase), telling)
        said = telling.turn(" ".join(parts))
        if (
            _FEWEST_QUOTED < len(parts) <= 2 * MOST_COPIED
            and len(set(parts)) == len(parts)
            and copied(said, answer) <= MOST_COPIED
            and not telling.alone.search(phrase)
        ):
            return said
    return ""


def _turned(phrase: str, telling: Telling) -> list[str]:
    """The words of a phrase as the interviewer says them, without a loose end."""
    kept = telling.loose_end.sub("", phrase)
    return [telling.turned.get(part.lower(), part) for part in kept.split()]


def tells_the_past(question: str, competency: str = "", *, language: str = "en") -> bool:
    """Whether a question asks for something that happened, so that a result may be asked for."""
    telling = lang(language).telling
    if competency in _ABOUT_SELF:
        return False
    return bool(telling.past.search(question)) and not telling.imagined.search(question)


def need(answer: str, *, question: str, competency: str, language: str = "en") -> str:
    """The name in :attr:`interview.lang.shape.Language.follow_ups` of what an answer lacks; never empty."""
    telling = lang(language).telling
    short = len(words(answer)) < SHORT_WORDS
    if competency in _ABOUT_SELF:
        claimed = not short and telling.claim.search(answer)
        return "claim" if claimed else _about_self(competency, short=short)
    if short:
        return "short"
    if len(telling.we.findall(answer)) >= 3 and len(telling.i.findall(answer)) <= 1:
        return "own_part"
    if tells_the_past(question, language=language):
        return _lacking_in_story(answer, telling)
    return _lacking_in_explanation(answer, telling) if telling.imagined.search(question) else "deeper"


def _about_self(competency: str, *, short: bool) -> str:
    return "short_introduction" if short and competency == "introduction" else competency


def _lacking_in_story(answer: str, telling: Telling) -> str:
    told = {
        "action": bool(telling.acted.search(answer)),
        "result": bool(telling.result.search(answer)),
        "situation": bool(telling.situation.search(answer))
        or any(not telling.mine.match(sentence) for sentence in sentences(answer)),
        "number": bool(telling.number.search(answer)),
    }
    missing = next((part for part, there in told.items() if not there), "deeper")
    return "claim" if missing == "number" and telling.claim.search(answer) else missing


def _lacking_in_explanation(answer: str, telling: Telling) -> str:
    if not telling.reason.search(answer):
        return "reason"
    return "done_it" if telling.check.search(answer) else "check"


def follow_up(
    answer: str,
    *,
    question: str,
    competency: str,
    brief: Brief,
    said: Sequence[str],
    own: Mapping[str, Lines] | None = None,
) -> tuple[str, str]:
    """What an answer lacks, and a follow-up about it not said before (empty when there is none left).

    Args:
        said: everything the interviewer said so far.
        own: a persona's wordings by what is lacking, used before the language's.
    """
    for clash in contradictions(answer, brief):
        if not any(says(clash, old, language=brief.language) for old in said):
            return "contradiction", clash
    lacks = need(answer, question=question, competency=competency, language=brief.language)
    if lacks == "deeper" and (about_skill := _skill(answer, brief, said)):
        return lacks, about_skill
    options = (own or {}).get(lacks, ()), lang(brief.language).follow_ups[lacks]
    asked = next(filter(None, (pick(wordings, said) for wordings in options)), "")
    return lacks, _hung_on(asked, lacks, answer, question, brief, said) if asked else ""


def _hung_on(asked: str, lacks: str, answer: str, question: str, brief: Brief, said: Sequence[str]) -> str:
    """The follow-up with a few words of the answer in front, as long as nobody has heard them yet.

    Sentences that give orders or insult are not taken up.
    """
    before = " ".join(said).lower()
    fit = " ".join(one for one in sentences(answer) if not (ORDERS.search(one) or RUDE.search(one)))
    for lead, quoted in _leads(lacks, fit, question, brief, said):
        text = upper_first(lead.replace("{question}", lower_first(asked)))
        if quoted.lower() not in before and copied(text, answer) <= MOST_COPIED:
            return text
    return asked


def _leads(
    lacks: str, answer: str, question: str, brief: Brief, said: Sequence[str]
) -> Iterator[tuple[str, str]]:
    """Beginnings of a follow-up, best first, each with what it quotes."""
    language = lang(brief.language)
    script, telling = language.script, language.telling
    if lacks == "claim" and (claim := telling.claim.search(answer)):
        yield _turn(script.lead_claim, said).replace("{claim}", claim[0].lower()), claim[0]
    found = things(answer, question=question, language=brief.language)
    named = [
        (_turn(script.lead_thing, said).replace("{thing}", thing), thing)
        for thing in (*_paired(found, script.joined), *found)
    ]
    did = own_words(answer, language=brief.language)
    if did and lacks not in ("own_part", "action", "situation"):
        leads = script.lead_action + (script.lead_past if lacks in _OF_THE_PAST else ())
        named.insert(len(said) % 2 if named else 0, (_turn(leads, said).replace("{phrase}", did), did))
    yield from named


def _paired(found: Sequence[str], joined: str) -> Iterator[str]:
    """The most telling thing with another, when both are short: two say more about an answer than one."""
    first, *others = [thing.split() for thing in found] or [[]]
    if 0 < len(first) <= _FEWEST_QUOTED:
        with_article = (o for o in others if len(o) == _FEWEST_QUOTED and o[-1].lower() != first[-1].lower())
        for other in with_article:
            yield " ".join((*first, joined, *other))
            return


def _turn(options: Lines, said: Sequence[str]) -> str:
    """One of several wordings, another one as the interview goes on."""
    return options[len(said) % len(options)]


def _skill(answer: str, brief: Brief, said: Sequence[str]) -> str:
    """A question about a skill that was named just now and stands in the résumé or the job description."""
    script, before = lang(brief.language).script, " ".join(said)
    for name in skills(answer):
        spoken = name.replace("/", " ")
        wordings: Lines = ()
        if name in skills(brief.job_description):
            wordings = script.in_advert
        elif name in skills(brief.resume_text):
            wordings = script.in_resume
        texts = [upper_first(text.format(skill=spoken)) for text in wordings]
        if texts and not any(text in before for text in texts):
            return _turn(tuple(texts), said)
    return ""


def other_wording(said_text: str, said: Sequence[str], *, language: str = "en") -> str:
    """Another wording of a follow-up that was asked; empty when it wasn't one of ours."""
    spoken = lang(language)
    mannered = (manner.follow_ups for manner in spoken.manners.values())
    for options in chain(spoken.follow_ups.values(), *(own.values() for own in mannered)):
        if any(option.lower() in said_text.lower() for option in options):
            return pick(options, said)
    return ""
