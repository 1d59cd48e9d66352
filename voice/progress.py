"""Where the interview stands: the stage machine, what was asked, and who is told about a change."""

from __future__ import annotations

from collections.abc import Callable

import fsm
import logs
from interview import questions
from interview.events import NoticeData, QuestionData, StageData
from interview.models import Brief, Plan
from interview.pauses import PAUSED_NOTICE, RESUMED_NOTICE
from voice.board import Board
from voice.clock import Clock
from voice.outbox import Outbox

log = logs.get(__name__)

_ASKED_FOR = "The interviewer asked for it, and the minimums were met."


class Progress:
    """Owns the :class:`fsm.Machine` of this run; every change becomes an event and shows on the board."""

    def __init__(
        self,
        *,
        brief: Brief,
        plan: Plan,
        rules: tuple[fsm.StageRule, ...],
        clock: Clock,
        outbox: Outbox,
        board: Board,
    ) -> None:
        self.brief = brief
        self.plan = plan
        self._rules = rules
        self._clock = clock
        self._outbox = outbox
        self._board = board
        self.machine = fsm.Machine(rules, clock.now())
        self._asked: list[str] = []
        self._spoke_here = False
        self.on_finished: Callable[[], None] = lambda: None

    @property
    def stage(self) -> fsm.StageRule:
        """The stage the interview is in."""
        return self.machine.stage

    def begin(self) -> None:
        """Record the first stage and start its clock."""
        self.machine = fsm.Machine(self._rules, self._clock.now())
        self._outbox.add(StageData(stage=self.stage.name, cause="start"))
        self._show()

    def elapsed_s(self) -> float:
        """Seconds in this stage."""
        return self._clock.now() - self.machine.entered_at

    def can_move(self) -> bool:
        """Whether a transition asked for now would be granted."""
        return not self.machine.missing(self._clock.now())

    def request(self) -> fsm.Granted | fsm.Refused:
        """The interviewer asks to move on; from the last stage it is granted once something was said there.

        This is its only way to the end: no other stage has one.
        """
        if self.machine.last and not self._spoke_here:
            return self._apply(fsm.Refused(reason="Say goodbye first."))
        return self._apply(self.machine.request(self._clock.now(), _ASKED_FOR))

    def skip(self) -> fsm.Granted | fsm.Refused:
        """The candidate skips this stage."""
        return self._apply(self.machine.skip(self._clock.now()))

    def close(self, reason: str) -> fsm.Granted | fsm.Refused:
        """Go to the closing, whatever was planned before it."""
        return self._apply(self.machine.close(self._clock.now(), reason))

    def check(self, *, silent_for_s: float, anyone_speaking: bool) -> fsm.Stay | fsm.WrapUp | fsm.Moved:
        """The verifier's look; a forced move is recorded with its exceptions."""
        decision = self.machine.check(
            self._clock.now(), silent_for_s=silent_for_s, anyone_speaking=anyone_speaking
        )
        if isinstance(decision, fsm.Moved):
            self._moved(decision)
        elif isinstance(decision, fsm.WrapUp):
            self.tell(fsm.WRAP_UP_NOTICE, "This part is nearly over. Finish your thought; then we move on.")
        return decision

    def heard(self, text: str) -> str:
        """Count the question in what the candidate just heard; returns the planned question's id."""
        self._spoke_here = True
        found = questions.classify(
            text,
            planned=self.plan.for_stage(self.stage.name),
            asked=self._asked,
            language=self.brief.language,
        )
        if found is None:
            return ""
        kind, question_id = found
        number = self.machine.question(kind)
        if kind != "repeat":
            self._asked.append(text)
        self._outbox.add(
            QuestionData(stage=self.stage.name, kind=kind, number=number, text=text, question_id=question_id)
        )
        self._show()
        return question_id

    def tell(self, code: str, text: str) -> None:
        """Show the candidate a notice and keep it in the events."""
        self._outbox.add(NoticeData(code=code, text=text))
        self._board.notice(code, text)

    def _apply(self, outcome: fsm.Granted | fsm.Refused) -> fsm.Granted | fsm.Refused:
        if isinstance(outcome, fsm.Refused):
            log.info("transition refused", stage=self.stage.name, reason=outcome.reason)
        else:
            self._moved(outcome)
        return outcome

    def _moved(self, change: fsm.Change) -> None:
        log.info("stage changed", previous=change.previous, stage=change.stage, cause=change.cause)
        self._spoke_here = False
        self._outbox.add(change.data())
        self._board.notice()
        self._show()
        if change.finished:
            self.on_finished()

    def stand_still(self, text: str) -> None:
        """The candidate paused; ``text`` is what the page says meanwhile."""
        self._board.show(paused=1)
        self.tell(PAUSED_NOTICE, text)

    def run_on(self, paused_s: float) -> None:
        """The candidate goes on after so many seconds, which count for nothing."""
        self._outbox.add(NoticeData(code=RESUMED_NOTICE, text="The interview goes on."))
        self._board.notice()
        self._board.show(paused=0)
        self.pause(paused_s)

    def pause(self, away_s: float) -> None:
        """Give back the seconds the candidate was out of the room, or paused."""
        self.machine.entered_at += away_s
        self._show()

    def _show(self) -> None:
        ends_at = self.machine.entered_at + self.stage.limit_s
        later = [rule.limit_s for rule in self._rules[self._rules.index(self.stage) + 1 :]]
        self._board.show(
            stage=self.stage.name,
            stage_label=self.stage.label,
            question=self.machine.questions,
            questions=max(
                self.machine.questions, len(self.plan.for_stage(self.stage.name)), self.stage.min_questions
            ),
            stage_ends_at=int(ends_at * 1000),
            ends_at=int((ends_at + sum(later)) * 1000),
        )
