"""What the recognisers share: where speech starts and ends, and which words were in it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from . import tones
from .script import Answers

_FRAME_S = 0.01
_WORD_S = 0.3
"""How long a word of a listed answer takes, for what is shown of it before it is final."""


@dataclass(frozen=True)
class Word:
    """A word with its times from the start of the stream."""

    text: str
    start_s: float
    end_s: float
    confidence: float = 0.97


@dataclass(frozen=True)
class Heard:
    """One utterance, or as much of it as there is.

    Attributes:
        pcm: 16-bit mono, at ``rate`` Hz.
        start_s: of the first loud audio, from the start of the stream.
        end_s: of the last.
        final: whether it is over.
    """

    pcm: bytes
    rate: int
    start_s: float
    end_s: float
    model: str = ""
    language: str = ""
    final: bool = False


Transcript = str | Sequence[Word]
"""A text, whose words get times in proportion to their length, or words with times of their own."""


def usual(heard: Heard) -> Transcript:
    """What tones say, see :mod:`tests.fakes.vendors.tones`; of any other sound nothing."""
    return " ".join(tones.heard(heard.pcm, heard.rate))


def words_of(transcript: Transcript, heard: Heard) -> list[Word]:
    """Its words with times."""
    if not isinstance(transcript, str):
        return list(transcript)
    words = transcript.split()
    letters = sum(len(word) + 1 for word in words)
    found, at = [], heard.start_s
    for word in words:
        length = (heard.end_s - heard.start_s) * (len(word) + 1) / letters
        found.append(Word(word, round(at, 3), round(at + length * len(word) / (len(word) + 1), 3)))
        at += length
    return found


def recognised(script: Answers[Heard, Transcript], heard: Heard) -> list[Word]:
    """The words so far, or in the end; only then a listed answer is used up.

    A function is asked each time, a list shows as many of its words as there was time for.
    """
    if heard.final:
        return words_of(script.take(heard), heard)
    words = words_of(script.peek(heard), heard)
    if not script.listed:
        return words
    shown = words[: math.ceil((heard.end_s - heard.start_s) / _WORD_S)]
    return words_of(" ".join(word.text for word in shown), heard)


@dataclass(frozen=True)
class Sign:
    """Speech began, went on for another ``interim_s``, or ended."""

    kind: Literal["began", "more", "ended"]
    heard: Heard


class Ear:
    """Cuts a stream of 16-bit PCM into utterances.

    Args:
        silence_s: how much silence ends an utterance.
        interim_s: how much audio lies between two signs that it goes on.
    """

    def __init__(self, rate: int, silence_s: float, interim_s: float = 0.3) -> None:
        self.rate, self.silence_s, self.interim_s = rate, silence_s, interim_s
        self.at_s = 0.0
        self._rest = b""
        self._told_s = 0.0
        self._now: Heard | None = None

    def feed(self, pcm: bytes) -> list[Sign]:
        """Hear more."""
        size = 2 * round(_FRAME_S * self.rate)
        self._rest += pcm
        signs: list[Sign] = []
        while len(self._rest) >= size:
            frame, self._rest = self._rest[:size], self._rest[size:]
            signs += self._frame(frame)
        return signs

    def stop(self) -> list[Sign]:
        """End the utterance here."""
        now, self._now = self._now, None
        return [Sign("ended", replace(now, final=True))] if now else []

    def _frame(self, frame: bytes) -> list[Sign]:
        loud = tones.loudness(frame) > tones.LOUD
        start_s, self.at_s = self.at_s, self.at_s + _FRAME_S
        if self._now is None:
            if not loud:
                return []
            self._now, self._told_s = Heard(frame, self.rate, start_s, self.at_s), self.at_s
            return [Sign("began", self._now)]
        self._now = replace(self._now, pcm=self._now.pcm + frame)
        if loud:
            self._now = replace(self._now, end_s=self.at_s)
        elif self.at_s - self._now.end_s >= self.silence_s:
            return self.stop()
        if loud and self.at_s - self._told_s >= self.interim_s:
            self._told_s = self.at_s
            return [Sign("more", self._now)]
        return []
