"""Where sentences end in text that is still being written, and what of one is left to say."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator

from livekit.agents import tokenize
from livekit.agents.voice.transcription.filters import filter_emoji, filter_markdown

_MAY_END = re.compile(r"[.!?…:;。！？][\"')\]”’»]*\s")
_CLAUSE = re.compile(r"[,;:–—]\s")
_SLOWEST = 8.0
"""Characters a second that even a slow voice speaks."""

_tokenizer = tokenize.blingfire.SentenceTokenizer(retain_format=True, min_sentence_len=1)


def ready(text: str) -> int:
    """How much of ``text`` is whole sentences: the index after the last one's final space; 0 when none is.

    The text may go on; "Dr. " or "3. " at its end is not taken for an end.
    """
    if not _MAY_END.search(text):
        return 0
    *whole, _rest = _tokenizer.tokenize(f"{text}X") or [""]
    end = min(sum(len(sentence) for sentence in whole), len(text))
    return len(text) - len(text[end:].lstrip()) if end else 0


def split(text: str) -> list[str]:
    """``text`` as sentences, with the space that follows each."""
    return [sentence for sentence in _tokenizer.tokenize(text) if sentence.strip()]


def asks(text: str) -> bool:
    """Whether ``text`` ends with a question."""
    return text.rstrip(" \n\"')”’»").endswith(("?", "？"))


def unsaid(sentence: str, spoken_s: float, speed: float) -> str:
    """What is left of ``sentence`` for another voice when one fell silent after ``spoken_s`` seconds.

    Nothing is lost: it begins at a clause that was surely not over, so a part may be said twice.
    """
    surely = int(spoken_s * _SLOWEST * min(speed, 1.0))
    clauses = [found.end() for found in _CLAUSE.finditer(sentence) if found.end() <= surely]
    return sentence[clauses[-1] :] if clauses else sentence


async def speakable(sentence: str) -> str:
    """``sentence`` without markdown and emoji, which a voice would read out."""

    async def once() -> AsyncIterator[str]:
        yield sentence

    return "".join([piece async for piece in filter_emoji(filter_markdown(once()))])
