"""A scene as the offline interviewer sees it: what was said, what is open, and in which words it speaks."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from interview.keywords import first_name, plain
from interview.lang import language as lang
from interview.lang.shape import Language, Lines, Manner
from interview.models import PlannedQuestion
from interview.phrases import pick
from interview.questions import asked_in, says, which
from interview.scene import Move, Scene

CANDIDATE_QUESTIONS = "candidate-questions"
"""Id of the planned question that hands the word to the candidate; always its stage's last."""


class Talk:
    """Answers questions about one scene; keeps nothing beyond it."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.brief = scene.brief
        self.language: Language = lang(scene.brief.language)
        self.script = self.language.script
        self.manner: Manner = self.language.manners[scene.brief.persona]

    @cached_property
    def said(self) -> tuple[str, ...]:
        """Everything the interviewer said, oldest first."""
        return tuple(s.text for s in self.scene.history if s.speaker == "interviewer")

    @cached_property
    def here(self) -> tuple[str, ...]:
        """What the interviewer said in this stage."""
        return self.scene.here("interviewer")

    @cached_property
    def answer(self) -> str:
        """What the candidate said since the interviewer last spoke in this stage."""
        texts: list[str] = []
        for said in reversed(self.scene.history):
            if said.speaker == "interviewer" or said.stage != self.scene.stage.name:
                break
            texts.append(said.text)
        return " ".join(reversed(texts)).strip()

    def new(self, options: Lines, otherwise: str = "") -> str:
        """The first wording not used yet."""
        return pick(options, self.said, otherwise)

    def say(self, *parts: str) -> Move:
        """Say the parts and stay; never nothing."""
        return Move(kind="say", text=" ".join(part for part in parts if part) or self.script.go_on)

    def leave(self, text: str) -> Move:
        """Say ``text`` and ask for the next stage."""
        return Move(kind="next_stage", text=text or self.script.thanks)

    @property
    def first_name(self) -> str:
        """The candidate's first name; empty when there is none fit to be spoken."""
        return first_name(self.brief.candidate_name)

    def named(self) -> str:
        """The name as it is put after another word; empty when there is none."""
        return self.script.named.format(name=self.first_name) if self.first_name else ""

    @property
    def company(self) -> str:
        """The company as it may be spoken."""
        return plain(self.brief.company, joined=self.script.joined)

    @property
    def role(self) -> str:
        """The role as it may be spoken; empty when it isn't fit to be."""
        return plain(self.brief.role, max_words=8, joined=self.script.joined)

    @property
    def planned(self) -> tuple[PlannedQuestion, ...]:
        """The planned questions of this stage."""
        return self.scene.plan.for_stage(self.scene.stage.name)

    @property
    def hand_over(self) -> PlannedQuestion | None:
        """The planned question of this stage that hands the word to the candidate."""
        return next((q for q in self.planned if q.id == CANDIDATE_QUESTIONS), None)

    def asked(self, question: PlannedQuestion) -> bool:
        """Whether it was asked in this stage."""
        return any(says(question.text, old, language=self.language.code) for old in self.here)

    @property
    def open_questions(self) -> Sequence[PlannedQuestion]:
        """Planned questions of this stage not asked yet, the candidate's own questions apart."""
        return [q for q in self.planned if q.id != CANDIDATE_QUESTIONS and not self.asked(q)]

    def next_question(self) -> str:
        """The next planned question; one to spare when the plan is used up."""
        waiting = self.open_questions
        return waiting[0].text if waiting else self.new(self.script.spare_questions, self.script.go_on)

    @cached_property
    def current(self) -> tuple[PlannedQuestion | None, str, int]:
        """The planned question last asked here, the last thing asked, and how often it was followed up."""
        main, last, follow_ups = None, "", 0
        code = self.language.code
        for text in self.here:
            found = which(text, self.planned, language=code)
            question = asked_in(text, language=code)
            if found is not None and found != main:
                main, last, follow_ups = found, found.text, 0
            elif found is None and question:
                last, follow_ups = question, follow_ups + 1
        return main, last, follow_ups
