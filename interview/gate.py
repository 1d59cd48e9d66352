"""What of a model's reply reaches the candidate's ear: cleaned, short, never a leak, never asked twice.

A reply goes through sentence by sentence, so that the first can be spoken while the others are written.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from interview.agenda import WANTS_IT_AGAIN, Agenda
from interview.edges import close
from interview.followups import SHORT_WORDS
from interview.lang import LANGUAGES
from interview.offline import CANDIDATE_QUESTIONS, MOST_FOLLOW_UPS, gentle, rephrased
from interview.phrases import pick
from interview.questions import asked_in, classify, which, words
from interview.scene import Scene
from interview.spoken import RUN, cut, letters, shares_a_run, spoken
from interview.talk import Talk

_AT_ONCE = 2
_LONGEST_WORDS = 120
_MACHINERY = re.compile(r"transition[\s_]*stage|<<|>>|‹‹|››", re.IGNORECASE)


_DECLINES: Mapping[str, str] = {
    "en": "I can't talk about that. Let's go on with the interview.",
    "es": "De eso no puedo hablar. Sigamos con la entrevista.",
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
        self._code = scene.brief.language
        self._talk = Talk(scene)
        self._marker = letters(marker)
        self._secret = letters(secret)
        self._tail = ""
        self._buffer = ""
        self._said: list[str] = []
        self._held: list[str] = []
        self._asked = ""
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
        """The reply is complete; what is still to be spoken, so that silence never answers.

        Args:
            moves_on: it also asks for the next stage.
        """
        whole, rest = cut(self._buffer + "\n")
        out = [part for sentence in (*whole, rest) for part in self._sentence(sentence)]
        if self._held and not self.leaked:
            last = next(
                (text for text in reversed(self._held) if asked_in(text, language=self._code)), self._held[0]
            )
            out.append(self._speak(last))
        if not self._said and (text := self._when_silent(moves_on)):
            out.append(self._speak(text))
        return out

    def _speak(self, text: str) -> str:
        self._said.append(text)
        return text

    def _sentence(self, raw: str) -> list[str]:
        if self.leaked:
            return []
        if self._leaks(raw):
            self.leaked, self._held = True, []
            again = (_DECLINES.get(self._code, ""), self._now.question)
            return [self._speak(" ".join(part for part in again if part) or _DECLINES["en"])]
        text = spoken(raw)
        if not text or _MACHINERY.search(raw):
            return []
        if self._too_soon(text):
            if self._asked:
                return []
            self._asked = gentle(self._scene)
            return [self._speak(self._asked)]
        if asked_in(text, language=self._code):
            if self._asked:
                return [self._speak(text)] if self._completes(text) else []
            self._asked = text = self._checked(text)
        if len(self._said) < _AT_ONCE:
            return [self._speak(text)]
        self._held.append(text)
        return []

    def _whole(self, sentence: str) -> str:
        """The planned question that ``sentence`` is a part of; the sentence itself when it is of none.

        The same words may end several questions: what was said before them decides.
        """
        before = self._said[-1] if self._said else ""
        wordings = [one for q in self._scene.plan.questions for one in (q.text, q.rephrase) if one]
        parts = (letters(f"{before} {sentence}"), letters(sentence))
        return next((one for part in parts for one in wordings if part in letters(one)), sentence)

    def _too_soon(self, sentence: str) -> bool:
        """Whether a silence that wants a gentle word is met with a part of a question instead."""
        planned, asked = self._scene.plan.for_stage(self._scene.stage.name), self._now.asked
        whole = self._whole(sentence)
        return (
            self._now.silence in ("nudge", "offer")
            and self._code in LANGUAGES
            and not self._scene.last
            and self._scene.stage.name != "greeting"
            and classify(whole, planned=planned, asked=asked, language=self._code) is not None
        )

    def _completes(self, text: str) -> bool:
        """Whether a second question is the rest of the planned one whose beginning was just asked."""
        begun, rest = letters(self._asked), letters(text)
        return rest not in begun and rest in letters(self._whole(self._asked))

    def _leaks(self, raw: str) -> bool:
        heard = self._tail + letters(raw)
        self._tail = heard[1 - RUN :]
        return self._marker in heard or shares_a_run(heard, self._secret)

    def _checked(self, question: str) -> str:
        """The question, or another when it comes too early, was asked before, or follows up too often."""
        now, stage = self._now, self._scene.stage.name
        if stage == "greeting" and which(question, self._scene.plan.questions, language=self._code):
            return self._talk.script.ready if self._code in LANGUAGES else question
        if self._scene.last or stage == "greeting":
            return question
        planned = self._scene.plan.for_stage(stage)
        found = classify(self._whole(question), planned=planned, asked=now.asked, language=self._code)
        if not self._answered():
            same = now.meant == "rephrase" and letters(question) in letters(now.question)
            return rephrased(self._scene) if same else question
        kind = found[0] if found else "main"
        tires = kind == "follow_up" and now.follow_ups >= MOST_FOLLOW_UPS and bool(self._next())
        if kind != "repeat" and not tires:
            return question
        self.repeated = kind == "repeat"
        return self._next() or self._spare() or question

    def _answered(self) -> bool:
        """Whether an answer was given, so that hearing the same again is not what the candidate wants."""
        if self._code not in LANGUAGES:
            return len(words(self._now.answer)) >= SHORT_WORDS
        return self._now.meant not in WANTS_IT_AGAIN

    def _next(self) -> str:
        """The planned question whose turn it is; the one that hands over only when the stage may end."""
        waiting = self._now.waiting
        return next((q.text for q in waiting if q.id != CANDIDATE_QUESTIONS or self._scene.can_move), "")

    def _spare(self) -> str:
        """A question of no plan; empty in a language that has none."""
        if self._code not in LANGUAGES:
            return ""
        return pick(self._talk.script.spare_questions, (*self._talk.said, *self._said))

    def _when_silent(self, moves_on: bool) -> str:
        """Words for a reply that has none; empty when moving on says enough."""
        if moves_on and self._code not in LANGUAGES:
            return ""
        if self._scene.last:
            return close(self._talk).text if moves_on else self._talk.script.thanks
        if moves_on:
            thanks = self._talk.manner.acknowledgements
            return self._talk.new(thanks, thanks[0])
        again = self._now.question if not self._answered() else ""
        return again or self._next() or self._spare() or self._talk.script.go_on
