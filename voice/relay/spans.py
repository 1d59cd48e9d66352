"""When the candidate spoke, and which of it nobody has turned into words yet. Positions are samples."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Span:
    """One stretch of speech; ``end`` is None while it lasts."""

    start: int
    end: int | None = None


@dataclass(frozen=True)
class Unheard:
    """Speech without words.

    Attributes:
        start: of the first of it.
        end: of the last of it; None while the candidate speaks.
        length: samples of speech in it, but for the stretch that lasts.
    """

    start: int
    end: int | None
    length: int


class Spans:
    """What voice activity detection heard, less what recognition has settled.

    Args:
        slack: how much earlier than the end of speech the last word may end.

    Attributes:
        told: whether voice activity is followed at all.
        past: where the last stretch ended that is settled.
    """

    def __init__(self, slack: int) -> None:
        self.told = False
        self.past = 0
        self._slack = slack
        self._settled = 0
        self._spans: list[Span] = []

    def started(self, position: int) -> None:
        """Speech began."""
        self.told = True
        if not self.speaking:
            self._spans.append(Span(position))

    def stopped(self, position: int) -> None:
        """Speech ended."""
        if self.speaking:
            last = self._spans[-1]
            self._spans[-1] = replace(last, end=max(position, last.start))
            self._drop()

    @property
    def speaking(self) -> bool:
        """Whether it goes on."""
        return bool(self._spans) and self._spans[-1].end is None

    def settle(self, position: int) -> None:
        """What was spoken up to ``position`` is settled."""
        self._settled = max(self._settled, position)
        self._drop()

    def unheard(self) -> Unheard | None:
        """What isn't settled; None when everything is."""
        if not self._spans:
            return None
        length = sum(
            span.end - max(span.start, min(self._settled, span.end))
            for span in self._spans
            if span.end is not None
        )
        return Unheard(max(self._spans[0].start, self._settled), self._spans[-1].end, length)

    def _drop(self) -> None:
        """Forget what is settled; the last word often ends a little before the sound does."""
        kept = []
        for span in self._spans:
            if span.end is None or self._settled < max(span.start + 1, span.end - self._slack):
                kept.append(span)
            else:
                self.past = max(self.past, span.end)
        self._spans = kept
