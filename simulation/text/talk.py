"""One interview on a clock that nobody waits for: words take the time they take to be said."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Literal, cast

import fsm
from interview.events import EndedData, EventData, QuestionData, StageData
from interview.models import Brief, EndReason
from interview.planner import plan
from interview.scene import Said, Scene
from simulation.text.record import Cause, Change, Line, Record
from simulation.text.sides import Act, Candidate, Interviewer
from voice.board import Board
from voice.clock import Clock
from voice.ending import ENDED_BY_CANDIDATE, OVERTIME
from voice.floor import SILENCE_S
from voice.outbox import Outbox
from voice.progress import Progress
from voice.silence import Ladder

INTERVIEWER_WORDS_S = 2.7
REPLY_S = 0.8
OVERTIME_S = 120.0
_STEPS = 2
_BEGAN = 1_800_000_000.0
_MOST_TURNS = 600


class _HandClock(Clock):
    def __init__(self) -> None:
        super().__init__()
        self.seconds = _BEGAN

    def now(self) -> float:
        return self.seconds

    def at(self, epoch_s: float | None = None) -> datetime:
        return datetime.fromtimestamp(self.now() if epoch_s is None else epoch_s, UTC)


class _Events:
    """Stands for the outbox: hands each event on."""

    def __init__(self, take: Callable[[EventData], None]) -> None:
        self.add = take


class _NoBoard:
    """Stands for the room page, which nobody looks at."""

    def show(self, **_attributes: str | int | float) -> None:
        """Nothing is shown."""

    def notice(self, _code: str = "", _text: str = "") -> None:
        """Nothing is told."""


class Talk:
    """Holds one interview, with the worker's own progress, machine and silences.

    Args:
        number: its place in the row.
    """

    def __init__(self, brief: Brief, interviewer: Interviewer, candidate: Candidate, *, number: int) -> None:
        self._brief, self._interviewer, self._candidate, self._number = brief, interviewer, candidate, number
        self._rules = fsm.rules_for(brief.length, track=brief.track, drill=brief.drill)
        self._plan = plan(brief, self._rules)
        self._clock = _HandClock()
        self._lines: list[Line] = []
        self._changes: list[Change] = []
        self._asked: QuestionData | None = None
        self._ended: EndedData | None = None
        self._progress = Progress(
            brief=brief,
            plan=self._plan,
            rules=self._rules,
            clock=self._clock,
            outbox=cast(Outbox, _Events(self._take)),
            board=cast(Board, _NoBoard()),
        )
        self._progress.on_finished = lambda: self._end(EndReason.COMPLETED)
        self._ladder = Ladder(brief.patience)
        self._heard_at = self._quiet_since = self._clock.now()
        self._limit_s = sum(rule.limit_s for rule in self._rules) + OVERTIME_S

    async def hold(self) -> Record:
        """The whole interview."""
        self._progress.begin()
        await self._reply("reply")
        for _ in range(_MOST_TURNS):
            if self._ended:
                break
            await self._turn()
            if self._now_s() > self._limit_s:
                self._end(OVERTIME.reason, OVERTIME.detail)
        return Record(
            number=self._number,
            person=self._candidate.name,
            cooperative=self._candidate.cooperative,
            brief=self._brief,
            plan=self._plan,
            rules=self._rules,
            lines=tuple(self._lines),
            changes=tuple(self._changes),
            ended=self._ended or EndedData(reason=EndReason.TIMED_OUT, detail="It did not end."),
            took_s=self._now_s(),
        )

    def _now_s(self) -> float:
        return self._clock.now() - _BEGAN

    def _take(self, data: EventData) -> None:
        if isinstance(data, StageData):
            self._changes.append(Change(self._now_s(), len(self._lines), data))
        elif isinstance(data, QuestionData):
            self._asked = data

    def _end(self, reason: EndReason, detail: str = "") -> None:
        self._ended = self._ended or EndedData(reason=reason, detail=detail)

    async def _turn(self) -> None:
        """The candidate's next turn and what it is met with."""
        heard = self._lines[-1]
        act = self._candidate.act(heard.text, self._progress.stage.name)
        silent = not act.text and not act.press
        happened = self._pass(math.inf if silent else self._clock.now() + act.after_s, speaking=False)
        if happened:
            await self._reply(happened)
        elif act.press == "end":
            self._end(ENDED_BY_CANDIDATE.reason, ENDED_BY_CANDIDATE.detail)
        elif act.press == "skip":
            self._heard_at = self._clock.now()
            self._progress.skip()
            await self._reply("moved")
        elif not self._ended:
            await self._reply(self._answer(act))

    def _answer(self, act: Act) -> Cause:
        """The candidate speaks; why the interviewer speaks next."""
        stage, began_s, words = self._progress.stage.name, self._now_s(), act.text.split()
        moved = self._pass(self._clock.now() + len(words) / self._candidate.words_s, speaking=True)
        share = int((self._now_s() - began_s) * self._candidate.words_s + 0.5) if moved else len(words)
        self._quiet_since = self._heard_at = self._clock.now()
        self._lines.append(
            Line(
                "candidate",
                " ".join(words[: max(share, 1)]),
                stage,
                began_s,
                self._now_s(),
                wants=act.wants,
                interrupted=bool(moved),
            )
        )
        if moved:
            return "moved"
        pause_s = SILENCE_S[self._brief.patience][0]
        happened = self._pass(self._clock.now() + pause_s, speaking=False)
        return happened or self._pass(self._clock.now() + REPLY_S, speaking=True) or "reply"

    async def _reply(self, cause: Cause) -> None:
        """One reply, with as many requests for the next stage as the worker allows in one."""
        outcome = ""
        for step in range(_STEPS + 1):
            if self._ended:
                return
            reply = await self._interviewer.reply(self._scene(), outcome=outcome, may_ask=step < _STEPS)
            if reply.text and not await self._speak(reply.text, "moved" if outcome else cause):
                return
            if self._ended or not reply.moves_on or step == _STEPS:
                return
            result = self._progress.request()
            if isinstance(result, fsm.Refused):
                outcome = f"Refused. {result.reason} Go on in this part, and do not mention this."
            else:
                outcome = "Granted. The next part has begun."

    async def _speak(self, text: str, cause: Cause) -> bool:
        """Say it; whether it was heard to its end."""
        stage, began_s, words = self._progress.stage.name, self._now_s(), text.split()
        share = self._candidate.cuts_in(text)
        heard = words if share >= 1 else words[: max(2, int(len(words) * share))]
        moved = self._pass(self._clock.now() + len(heard) / INTERVIEWER_WORDS_S, speaking=True)
        if moved:
            heard = words[: max(1, int((self._now_s() - began_s) * INTERVIEWER_WORDS_S))]
        whole, said = len(heard) == len(words) and not moved, " ".join(heard)
        self._quiet_since, self._asked = self._clock.now(), None
        question_id = self._progress.heard(said) if whole else ""
        asked = cast(QuestionData | None, self._asked)  # set by the event that ``heard`` sends
        self._lines.append(
            Line(
                "interviewer",
                said,
                stage,
                began_s,
                self._now_s(),
                cause=cause,
                kind=asked.kind if asked else "",
                question_id=question_id,
                interrupted=not whole,
            )
        )
        if moved and not self._ended:
            await self._reply("moved")
        return whole

    def _pass(self, until: float, *, speaking: bool) -> Literal["", "moved", "silence"]:
        """Let time pass until then, or until the worker's verifier has something to say."""
        while not self._ended:
            machine, now = self._progress.machine, self._clock.now()
            silent_s = 0.0 if speaking else now - self._quiet_since
            due_s = self._word_due_s(silent_s)
            if not speaking and due_s <= 0:
                self._ladder.take()
                return "silence"
            due = [machine.next_check_at(now)]
            if not speaking:
                due += [now + due_s, now + max((machine.stage.silence_s or math.inf) - silent_s, 0.0)]
            self._clock.seconds = min(until, max(min(due), now + 0.5))
            now = self._clock.now()
            decision = self._progress.check(
                silent_for_s=0.0 if speaking else now - self._quiet_since, anyone_speaking=speaking
            )
            if isinstance(decision, fsm.Moved):
                return "moved"
            if now >= until:
                return ""
        return ""

    def _word_due_s(self, silent_s: float) -> float:
        return self._ladder.due_in_s(
            stage=self._progress.stage, heard_at=self._heard_at, silent_for_s=silent_s
        )

    def _scene(self) -> Scene:
        progress = self._progress
        return Scene(
            brief=self._brief,
            plan=self._plan,
            stage=progress.stage,
            questions_in_stage=progress.machine.questions,
            elapsed_s=progress.elapsed_s(),
            can_move=progress.can_move(),
            wrapping_up=progress.machine.wrapping_up,
            last=progress.machine.last,
            history=tuple(
                Said(speaker=line.speaker, text=line.text, stage=line.stage) for line in self._lines
            ),
        )
