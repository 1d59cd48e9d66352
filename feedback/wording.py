"""A model's sentences made fit to be shown: no markup, no address, no invented number, no invented quote."""

from __future__ import annotations

import re
from collections.abc import Sequence

from feedback.evidence import find
from interview.keywords import content_words
from interview.spoken import letters, shares_a_run
from postprocess import MergedTurn

NUMBER_GAP = "[your number]"
_ODD = re.compile(r"https?:|www\.|://|<[/a-z!]|\]\(|```|<<|>>|‹‹|››|&#|javascript:", re.IGNORECASE)
_MARKS = re.compile(r"[*`#_~|\\^]+")
_QUOTED = re.compile(r"[“\"«]([^”\"»]{3,400})[”\"»]")
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
_NUMBER_WORDS = re.compile(
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|"
    r"seventy|eighty|ninety|hundred|thousand|million|percent|half|third|quarter|twice|double|doubled|halved|"
    r"tripled|dozens?|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|veinte|treinta|cuarenta|cincuenta|"
    r"sesenta|setenta|ochenta|noventa|cien|ciento|mil|mitad|tercio|doble)\b(?:[- ]+(?:percent|and)\b)?",
    re.IGNORECASE,
)
_ADVICE = frozenset(
    {"two", "three", "four", "half", "third", "quarter", "twice", "double", "dos", "tres", "cuatro"}
)
"""Number words that advice may use of itself, as in “two sentences”."""
_SENTENCE_END = re.compile(r"[.!?…][”\"')]*(?=\s|$)")
_KNOWN_SHARE = 0.75
"""So much of a stronger answer's content must be the candidate's or the résumé's."""


class Wording:
    """Judges sentences against what was really said.

    Args:
        turns: the transcript.
        resume: the résumé's text; its numbers and facts may be used.
        secret: what only the model was told.
    """

    def __init__(self, turns: Sequence[MergedTurn], *, resume: str, secret: str) -> None:
        self._turns = turns
        said = " ".join(turn.text for turn in turns if turn.speaker == "candidate")
        known = f"{said} {resume}"
        self._digits = {_plain_number(hit[0]) for hit in _DIGITS.finditer(known)}
        self._number_words = _number_words(known)
        self._known = content_words(known.lower())
        self._secret = letters(secret)

    def sentence(self, text: str, *, longest: int = 300) -> str:
        """``text`` as it may be shown, cut at a sentence's end; empty when it may not.

        A number or a quote that nobody said makes it untrue, so all of it goes.
        """
        plain = _clean(text, longest)
        if not plain or self._leaks(plain) or self._invents(plain):
            return ""
        return plain

    def stronger(self, text: str, *, longest: int = 900) -> str:
        """A better answer; a number that was never given becomes a gap. Empty when it tells new facts."""
        plain = _clean(text, longest)
        if not plain or self._leaks(plain):
            return ""
        plain = _DIGITS.sub(lambda hit: hit[0] if self._gave(hit[0]) else NUMBER_GAP, plain)
        plain = _NUMBER_WORDS.sub(
            lambda hit: hit[0] if hit[0].lower().split()[0] in self._number_words else NUMBER_GAP, plain
        )
        plain = re.sub(rf"(?:{re.escape(NUMBER_GAP)}[\s%-]*)+", f"{NUMBER_GAP} ", plain)
        plain = re.sub(r"\s+([.,;:!?])", r"\1", plain).strip()
        told = content_words(re.sub(r"\[[^\]]*\]", " ", plain).lower())
        unknown = {word for word in told if not self._knows(word)}
        return plain if len(unknown) <= (1 - _KNOWN_SHARE) * len(told) else ""

    def _knows(self, word: str) -> bool:
        return word in self._known or any(word[:5] == known[:5] for known in self._known if len(word) >= 5)

    def _gave(self, number: str) -> bool:
        return _plain_number(number) in self._digits

    def _invents(self, text: str) -> bool:
        if not all(self._gave(hit[0]) for hit in _DIGITS.finditer(text)):
            return True
        if _number_words(text) - self._number_words - _ADVICE:
            return True
        return not all(find(hit[1], self._turns) for hit in _QUOTED.finditer(text))

    def _leaks(self, text: str) -> bool:
        return shares_a_run(letters(text), self._secret)


def _number_words(text: str) -> set[str]:
    return {hit[0].lower().split()[0] for hit in _NUMBER_WORDS.finditer(text)}


def _plain_number(number: str) -> str:
    return number.replace(",", "").rstrip(".").removesuffix(".0")


def _clean(text: str, longest: int) -> str:
    """One line without markup, cut at the last sentence that fits; empty when it holds an address or tag."""
    if _ODD.search(text):
        return ""
    line = " ".join(_MARKS.sub("", "".join(c if c.isprintable() else " " for c in text)).split())
    if len(line) <= longest:
        return line
    ends = [hit.end() for hit in _SENTENCE_END.finditer(line[:longest])]
    return line[: ends[-1]] if ends else ""
