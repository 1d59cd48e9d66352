"""What of a model's reply reaches the candidate's ear: cleaned, short, never a leak, never asked twice.

A reply goes through sentence by sentence, so that the first can be spoken while the others are written.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from interview.agenda import MOST_FOLLOW_UPS, WANTS_IT_AGAIN, Agenda
from interview.followups import SHORT_WORDS
from interview.lang import LANGUAGES
from interview.offline import CANDIDATE_QUESTIONS
from interview.phrases import pick
from interview.questions import asked_in, classify, words
from interview.scene import Scene
from interview.spoken import cut, letters, spoken

RUN = 36
"""So many letters in a row of what the model was told, six to eight words, are a leak."""

_AT_ONCE = 2
_LONGEST_WORDS = 120
_MACHINERY = re.compile(r"transition[\s_]*stage|<<|>>|‹‹|››", re.IGNORECASE)


@dataclass(frozen=True)
class _Lines:
    decline: str
    bridges: tuple[str, ...]
    goodbye: str
    spare: tuple[str, ...]


_LINES: Mapping[str, _Lines] = {
    "en": _Lines(
        decline="I can't talk about that. Let's go on with the interview.",
        bridges=("Thank you.", "Alright, thank you.", "Okay, thanks.", "Good."),
        goodbye="Thank you for practising with me. Your feedback will be on the review page. Goodbye.",
        spare=LANGUAGES["en"].script.spare_questions,
    ),
    "es": _Lines(
        decline="De eso no puedo hablar. Sigamos con la entrevista.",
        bridges=("Gracias.", "Muy bien, gracias.", "De acuerdo, gracias.", "Bien."),
        goodbye="Gracias por practicar conmigo. Encontrará la valoración en la página de revisión. Adiós.",
        spare=(
            "¿Qué más de su experiencia debería saber?",
            "¿De qué trabajo suyo se siente más orgulloso, y por qué?",
            "¿Qué diría de usted una persona con la que ha trabajado?",
            "Cuénteme algo que haya aprendido hace poco y cómo lo usó.",
            "¿Qué haría hoy de otra manera, y por qué?",
        ),
    ),
}


class Gate:
    """One reply on its way out.

    Args:
        scene, now: the moment it answers.
        secret: what only the model is meant to read.
        marker: the random marker of this request.

    Attributes:
        leaked: it held a part of ``secret``; the rest of it is not spoken.
        repeated: it asked something again, and another question took its place.
    """

    def __init__(self, scene: Scene, now: Agenda, *, secret: str, marker: str) -> None:
        self._scene, self._now = scene, now
        self._lines = _LINES.get(scene.brief.language, _LINES["en"])
        self._marker = letters(marker)
        plain = letters(secret)
        self._runs = {plain[i : i + RUN] for i in range(len(plain) - RUN + 1)}
        self._tail = ""
        self._buffer = ""
        self._said: list[str] = []
        self._held: list[str] = []
        self._asked = False
        self.leaked = self.repeated = False

    @property
    def full(self) -> bool:
        """Nothing that still comes would be spoken."""
        return self.leaked or sum(len(text.split()) for text in self._said + self._held) > _LONGEST_WORDS

    @property
    def asks(self) -> bool:
        """The candidate was asked something, so moving on at once would be wrong."""
        return any(text.rstrip("\"'”’»").endswith("?") for text in self._said)

    def push(self, text: str) -> list[str]:
        """Take more of the reply; what may be spoken now, sentence by sentence."""
        whole, self._buffer = cut(self._buffer + text)
        return [out for sentence in whole for out in self._sentence(sentence)]

    def close(self, *, moves_on: bool) -> list[str]:
        """The reply is complete; what is still to be spoken, so that something always is.

        Args:
            moves_on: it also asks for the next stage.
        """
        whole, rest = cut(self._buffer + "\n")
        out = [part for sentence in (*whole, rest) for part in self._sentence(sentence)]
        if self._held and not self.leaked:
            last = next(
                (text for text in reversed(self._held) if self._question_in(text)),
                self._held[0],
            )
            out.append(self._speak(last))
        if not self._said:
            out.append(self._speak(self._when_silent(moves_on)))
        return out

    def _speak(self, text: str) -> str:
        self._said.append(text)
        return text

    def _sentence(self, raw: str) -> list[str]:
        if self.leaked:
            return []
        if self._leaks(raw):
            self.leaked, self._held = True, []
            return [self._speak(" ".join(part for part in (self._lines.decline, self._now.question) if part))]
        text = spoken(raw)
        if not text or _MACHINERY.search(raw):
            return []
        if self._question_in(text):
            if self._asked:
                return []
            self._asked, text = True, self._checked(text)
        if len(self._said) < _AT_ONCE:
            return [self._speak(text)]
        self._held.append(text)
        return []

    def _question_in(self, text: str) -> str:
        return asked_in(text, language=self._scene.brief.language)

    def _leaks(self, raw: str) -> bool:
        heard = self._tail + letters(raw)
        self._tail = heard[1 - RUN :]
        return self._marker in heard or any(
            heard[i : i + RUN] in self._runs for i in range(len(heard) - RUN + 1)
        )

    def _checked(self, question: str) -> str:
        """The question, or another in its place when it was asked before or follows up too often."""
        now, stage = self._now, self._scene.stage.name
        if self._scene.last or stage == "greeting" or not self._answered():
            return question
        found = classify(
            question,
            planned=self._scene.plan.for_stage(stage),
            asked=now.asked,
            language=self._scene.brief.language,
        )
        kind = found[0] if found else "main"
        tires = kind == "follow_up" and now.follow_ups >= MOST_FOLLOW_UPS and bool(self._next())
        if kind != "repeat" and not tires:
            return question
        self.repeated = kind == "repeat"
        return self._next() or pick(self._lines.spare, now.asked, question)

    def _answered(self) -> bool:
        """Whether an answer was given, so that hearing the same again is not what the candidate wants."""
        if self._scene.brief.language not in _LINES:
            return len(words(self._now.answer)) >= SHORT_WORDS
        return self._now.meant not in WANTS_IT_AGAIN

    def _next(self) -> str:
        """The planned question whose turn it is; the one that hands over only when the stage may end."""
        waiting = self._now.waiting
        return next((q.text for q in waiting if q.id != CANDIDATE_QUESTIONS or self._scene.can_move), "")

    def _when_silent(self, moves_on: bool) -> str:
        """Words for a reply that has none."""
        if moves_on and self._scene.last:
            return self._lines.goodbye
        said = [text.text for text in self._scene.history if text.speaker == "interviewer"]
        if moves_on:
            return pick(self._lines.bridges, said, self._lines.bridges[0])
        if self._scene.last:
            return self._lines.bridges[0]
        again = self._now.question if not self._answered() else ""
        return again or self._next() or pick(self._lines.spare, said, self._lines.bridges[0])
