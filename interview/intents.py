"""What the candidate wants, when it isn't simply to answer: read from short utterances, by rule."""

from __future__ import annotations

from typing import Literal

from interview.lang import language as lang
from interview.questions import sentences, words

Intent = Literal["answer", "repeat", "rephrase", "pass", "think", "ask"]

_ASIDE_WORDS = 30


def intent(text: str, *, language: str = "en") -> Intent:
    """What a whole utterance wants; anything long is an answer whatever else it holds."""
    count = len(words(text))
    if count == 0:
        return "think"
    if count > _ASIDE_WORDS:
        return "answer"
    plain, hearing = text.replace("’", "'"), lang(language).hearing
    if hearing.rephrase.search(plain):
        return "rephrase"
    if hearing.repeat.search(plain) and count <= 20:
        return "repeat"
    if hearing.give_up.search(plain) and count <= 18:
        return "pass"
    if asks(plain, language=language):
        return "ask"
    if hearing.think.search(plain) and count <= 14:
        return "think"
    return "answer"


def asks(text: str, *, language: str = "en") -> bool:
    """Whether a short utterance ends by asking the interviewer something."""
    parts, hearing = sentences(text), lang(language).hearing
    return bool(parts) and (
        (parts[-1].endswith("?") and bool(hearing.asks.match(parts[-1])))
        or (len(parts) == 1 and bool(hearing.says_it_asks.search(parts[0])))
    )


def is_ready(text: str, *, language: str = "en") -> bool:
    """Whether the answer to "are you ready?" is anything but no."""
    return not lang(language).hearing.not_ready.match(text)


def is_done(text: str, *, language: str = "en") -> bool:
    """Whether the answer to "anything you would like to ask or add?" is no."""
    return bool(lang(language).hearing.done.match(text.replace("’", "'"))) and len(words(text)) <= 25


def is_yes(text: str, *, language: str = "en") -> bool:
    """Whether a few words are no more than a yes."""
    return bool(lang(language).hearing.yes.match(text)) and len(words(text)) <= 4
