"""What of a model's marks is so: each quote is looked up in the turn it names, and code counts the score."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from pydantic import ValidationError

from feedback.answers import Exchange
from feedback.evidence import FEWEST_WORDS, verbatim
from feedback.material import answered, enough, replies, scored_row, unscored
from feedback.model_schema import Mark, WrittenCompetency, WrittenFeedback, WrittenQuestion
from feedback.schema import PARTS, CompetencyFeedback, Evidence, QuestionFeedback, StarPart
from feedback.wording import Wording
from interview.models import Frozen
from interview.rubric import Competency
from postprocess import MergedTurn

_MOST_USES = 2
"""The same words stand for two items of a competency at most."""
_LONGEST_QUOTE = 60
_UNREADABLE = "The answer is not JSON of the form that was asked for."


class Unusable(Frozen):
    """An answer that can't be read. ``reasons`` are our own sentences."""

    reasons: tuple[str, ...]


class Checked(Frozen):
    """What is left of a model's answer.

    Attributes:
        reasons: what was dropped, as sentences for the model; empty when nothing was.
    """

    competencies: tuple[CompetencyFeedback, ...]
    questions: tuple[QuestionFeedback, ...]
    takeaway: str
    next_step: str
    reasons: tuple[str, ...] = ()


def read(
    answer: str,
    rows: Sequence[Competency],
    asked: Sequence[Exchange],
    turns: Sequence[MergedTurn],
    wording: Wording,
) -> Checked | Unusable:
    """A model's answer, with everything left out that isn't so.

    Args:
        rows: the competencies that were asked about; others are passed over.
    """
    try:
        written = WrittenFeedback.model_validate_json(_json(answer))
    except ValidationError:
        return Unusable(reasons=(_UNREADABLE,))
    return _Reader(rows, asked, turns, wording).read(written)


def _json(answer: str) -> str:
    """The object in an answer that may stand in a code fence or between words."""
    begin, end = answer.find("{"), answer.rfind("}")
    return answer[begin : end + 1] if 0 <= begin < end else answer


class _Reader:
    def __init__(
        self,
        rows: Sequence[Competency],
        asked: Sequence[Exchange],
        turns: Sequence[MergedTurn],
        wording: Wording,
    ) -> None:
        self._rows, self._asked, self._turns, self._wording = rows, asked, turns, wording
        self._reasons: list[str] = []

    def read(self, written: WrittenFeedback) -> Checked:
        by_id = {one.id: one for one in reversed(written.competencies)}
        by_turn = {one.turn: one for one in reversed(written.questions)}
        return Checked(
            competencies=tuple(self._competency(row, by_id.get(row.id)) for row in self._rows),
            questions=tuple(self._question(exchange, by_turn.get(exchange.turn)) for exchange in self._asked),
            takeaway=self._wording.sentence(written.takeaway),
            next_step=self._wording.sentence(written.next_step),
            reasons=tuple(dict.fromkeys(self._reasons))[:20],
        )

    def _competency(self, row: Competency, written: WrittenCompetency | None) -> CompetencyFeedback:
        answers = replies(row, self._asked)
        if written is None or not enough(answers):
            return unscored(row)
        used: Counter[Evidence] = Counter()
        found: list[Evidence | None] = []
        for item in row.items:
            marks = [mark for mark in written.items if mark.id == item.id]
            found.append(self._first(marks, f"{row.id}, {item.id}", used))
        return scored_row(
            row,
            found,
            answers,
            good=self._wording.sentence(written.good) if any(found) else "",
            change=self._wording.sentence(written.change),
        )

    def _first(self, marks: Sequence[Mark], what: str, used: Counter[Evidence]) -> Evidence | None:
        """The first mark whose words stand in the turn it names and aren't used up; counted in ``used``."""
        for mark in marks:
            fits = len(mark.quote.split()) <= _LONGEST_QUOTE
            one = verbatim(mark.quote, self._turns, turn=mark.turn) if fits else None
            if one is None:
                self._reasons.append(
                    f"{what}: these words don't stand in turn {mark.turn} of the candidate, or are fewer "
                    f"than {FEWEST_WORDS}."
                )
            elif used[one] < _MOST_USES:
                used[one] += 1
                return one
        return None

    def _question(self, exchange: Exchange, written: WrittenQuestion | None) -> QuestionFeedback:
        whole = answered(exchange)
        if written is None or not exchange.replies:
            return whole
        own = {turn for turn, _ in exchange.replies}
        star, used = [], Counter[Evidence]()
        for part in PARTS if written.star else ():
            marks = [mark for mark in written.star if mark.id == part and mark.turn in own]
            one = self._first(marks, f"question {exchange.turn}, {part}", used)
            star.append(StarPart(part=part, evidence=one))
        return whole.model_copy(
            update={
                "star": tuple(star) if any(part.found for part in star) else (),
                "good": self._wording.sentence(written.good),
                "change": self._wording.sentence(written.change),
                "stronger": self._wording.stronger(written.stronger),
            }
        )
