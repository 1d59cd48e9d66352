"""The recognised words of a turn, found again when LiveKit's session commits its text."""

from __future__ import annotations

from voice.relay.ear import Heard, HeardWord


class Words:
    """Keeps transcripts until they are part of a turn."""

    def __init__(self) -> None:
        self._finals: list[Heard] = []
        self._guess: Heard | None = None

    def take(self, heard: Heard) -> None:
        """Remember a transcript; a guess replaces the guess before it."""
        if heard.final:
            self._finals.append(heard)
            self._guess = None
        else:
            self._guess = heard

    def of(self, text: str) -> tuple[tuple[HeardWord, ...], str]:
        """The words of a turn with this text and who recognised them; earlier ones are forgotten.

        The session makes a turn's text of final transcripts in a row, and of the last guess when it
        could wait no longer.
        """
        for first in range(len(self._finals)):
            for last in range(first + 1, len(self._finals) + 1):
                run = self._finals[first:last]
                for parts in (run, [*run, self._guess] if self._guess else run):
                    if _joined(parts) == " ".join(text.split()):
                        del self._finals[:last]
                        return _words(parts), parts[-1].provider
        if self._guess and _joined([self._guess]) == " ".join(text.split()):
            return self._guess.words, self._guess.provider
        provider = self._finals[-1].provider if self._finals else ""
        self._finals.clear()
        return (), provider


def _joined(parts: list[Heard]) -> str:
    return " ".join(" ".join(part.text for part in parts).split())


def _words(parts: list[Heard]) -> tuple[HeardWord, ...]:
    return tuple(word for part in parts for word in part.words)
