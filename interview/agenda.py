"""Where a conversation stands against its plan: what was asked, what waits, what the last answer lacked.

Everything is read from the scene, so it can be worked out anew for each request to a model, also for one
that is thrown away.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self

from interview.contradictions import contradictions
from interview.depth import Depth, depth
from interview.intents import Intent, intent
from interview.lang import LANGUAGES
from interview.models import Frozen, PlannedQuestion
from interview.offline import CANDIDATE_QUESTIONS
from interview.questions import asked_in, classify, says, which
from interview.scene import Said, Scene
from interview.silence import Step, step

WANTS_IT_AGAIN: frozenset[Intent] = frozenset({"repeat", "rephrase", "ask"})
"""What the candidate wanted, when asking the same thing once more is right."""


class Agenda(Frozen):
    """One moment of an interview, for whoever speaks next.

    Attributes:
        waiting: planned questions of this stage that were asked nowhere yet, in their order.
        asked: what the interviewer asked in the whole interview, oldest first; repeats are left out.
        question: what the candidate is answering; empty: nothing was asked in this stage.
        follow_ups: asked in a row to the same planned question.
        answer: what the candidate said since the interviewer last spoke; empty: nothing.
        meant: what the candidate wants with it.
        depth: how deep the answer to the current question goes; None: there is none.
        clash: a question about something in the answer that stands otherwise in the résumé; mostly empty.
        silence: what silence is met with; None: the candidate has spoken.
        repeated: the interviewer has just asked something again unasked.
        opened: the interviewer has spoken in this stage.
        handed_over: the candidate was asked for questions of their own.
        minutes_left: of this stage.
    """

    waiting: tuple[PlannedQuestion, ...] = ()
    asked: tuple[str, ...] = ()
    question: str = ""
    follow_ups: int = 0
    answer: str = ""
    meant: Intent = "answer"
    depth: Depth | None = None
    clash: str = ""
    silence: Step | None = None
    repeated: bool = False
    opened: bool = False
    handed_over: bool = False
    minutes_left: float = 0.0


class _Reader:
    """Follows the conversation from its beginning."""

    def __init__(self, scene: Scene, *, goes_on: bool = False) -> None:
        self._scene = scene
        self._goes_on = goes_on
        self._language = scene.brief.language
        self.asked: list[str] = []
        self.heard: list[str] = []
        self.stage, self.question, self.follow_ups = "", "", 0
        self.main: PlannedQuestion | None = None
        self.answers: list[str] = []
        self.latest: list[str] = []
        self.repeated = False

    def read(self) -> Self:
        last = len(self._scene.history) - 1
        for place, said in enumerate(self._scene.history):
            if said.stage != self.stage:
                self.stage, self.question, self.follow_ups = said.stage, "", 0
                self.main, self.answers, self.latest = None, [], []
            if said.speaker == "candidate":
                self.answers.append(said.text)
                self.latest.append(said.text)
            else:
                self._heard(said)
                if place < last or not self._goes_on:
                    self.latest = []
        return self

    def _heard(self, said: Said) -> None:
        self.heard.append(said.text)
        planned = self._scene.plan.for_stage(said.stage)
        found = classify(said.text, planned=planned, asked=self.asked, language=self._language)
        self.repeated = False
        if found is None:
            return
        kind, _ = found
        if kind == "repeat":
            meant = _meant(" ".join(self.latest), self._language)
            self.repeated = bool(self.latest) and meant not in WANTS_IT_AGAIN
            return
        self.asked.append(said.text)
        if kind == "main" or not self.question:
            self.main = which(said.text, planned, language=self._language)
            self.follow_ups, self.answers = 0, []
        else:
            self.follow_ups += 1
        asked = asked_in(said.text, language=self._language) or said.text
        self.question = self.main.text if kind == "main" and self.main else asked


def agenda(scene: Scene, *, goes_on: bool = False) -> Agenda:
    """Read the scene.

    Args:
        goes_on: the last words are the interviewer's, and the beginning of what it is about to say.
    """
    reader = _Reader(scene, goes_on=goes_on).read()
    here = scene.here("interviewer")
    now = reader if reader.stage == scene.stage.name else _Reader(scene)
    answer = " ".join(now.latest).strip()
    meant = _meant(answer, scene.brief.language)
    judged = bool(answer and now.question) and meant == "answer"
    handover = next((q for q in scene.plan.questions if q.id == CANDIDATE_QUESTIONS), None)
    return Agenda(
        waiting=tuple(
            q for q in scene.plan.for_stage(scene.stage.name) if not _was_asked(scene, q, reader.heard)
        ),
        asked=tuple(reader.asked),
        question=now.question,
        follow_ups=now.follow_ups,
        answer=answer,
        meant=meant,
        depth=_depth(scene, now, answer) if judged else None,
        clash=_clash(scene, now, answer) if judged else "",
        silence=None if answer else step(scene),
        repeated=now.repeated,
        opened=bool(here),
        handed_over=handover is not None and _was_asked(scene, handover, reader.heard),
        minutes_left=max(0.0, scene.stage.limit_s - scene.elapsed_s) / 60,
    )


def _meant(text: str, language: str) -> Intent:
    """What the candidate wants; in a language without rules everything is an answer."""
    return intent(text, language=language) if text and language in LANGUAGES else "answer"


def _was_asked(scene: Scene, question: PlannedQuestion, texts: Sequence[str]) -> bool:
    wordings = (question.text, question.rephrase)
    return any(says(w, old, language=scene.brief.language) for old in texts for w in wordings)


def _clash(scene: Scene, reader: _Reader, answer: str) -> str:
    if scene.brief.language not in LANGUAGES:
        return ""
    code = scene.brief.language
    clashes = contradictions(answer, scene.brief)
    return next((c for c in clashes if not any(says(c, old, language=code) for old in reader.heard)), "")


def _depth(scene: Scene, reader: _Reader, answer: str) -> Depth:
    return depth(
        " ".join(reader.answers),
        question=reader.main.text if reader.main else reader.question,
        competency=reader.main.competency if reader.main else "",
        last=answer,
        language=scene.brief.language,
    )
