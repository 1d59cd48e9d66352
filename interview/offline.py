"""The offline interviewer's mind: what to say next, decided from the scene alone, by rule.

:func:`next_move` keeps no state and draws no random numbers, so it may be called speculatively, any
number of times. What was asked, repeated and answered is read from the history.
"""

from __future__ import annotations

from interview import phrases
from interview.followups import follow_up, other_wording
from interview.intents import intent, is_done, is_ready
from interview.keywords import first_name, plain
from interview.models import PlannedQuestion
from interview.phrases import pick
from interview.questions import asked_in, says, which, words
from interview.replies import reply
from interview.scene import Move, Scene

CANDIDATE_QUESTIONS = "candidate-questions"
"""Id of the planned question that hands the word to the candidate; always its stage's last."""

_LATE = 0.8
_SECONDS_A_QUESTION = 160
_NO_WORDS = 6


def next_move(scene: Scene) -> Move:
    """What the interviewer does now; its text is never empty."""
    here = scene.here("interviewer")
    if scene.stage.name == "closing":
        return _close(scene)
    if scene.stage.name == "greeting":
        return _greet(scene)
    if not here:
        return _say(_opener(scene), _next_question(scene))
    answer = _latest(scene)
    if scene.wrapping_up and scene.can_move:
        return Move(kind="next_stage", text=_new(scene, phrases.WRAP_UPS, "Thank you. Let's move on."))
    if not answer:
        return _say(_new(scene, phrases.NUDGES, phrases.LAST_RESORT))
    return _aside(scene, answer) or _answered(scene, answer)


def _say(*parts: str) -> Move:
    return Move(kind="say", text=" ".join(part for part in parts if part) or phrases.LAST_RESORT)


def _said(scene: Scene) -> tuple[str, ...]:
    return tuple(s.text for s in scene.history if s.speaker == "interviewer")


def _new(scene: Scene, options: tuple[str, ...], otherwise: str = "") -> str:
    return pick(options, _said(scene), otherwise)


def _latest(scene: Scene) -> str:
    """What the candidate said since the interviewer last spoke in this stage."""
    texts: list[str] = []
    for said in reversed(scene.history):
        if said.speaker == "interviewer" or said.stage != scene.stage.name:
            break
        texts.append(said.text)
    return " ".join(reversed(texts)).strip()


def _greet(scene: Scene) -> Move:
    brief, answer = scene.brief, _latest(scene)
    if not scene.here("interviewer"):
        name, company = first_name(brief.candidate_name), plain(brief.company)
        role = plain(brief.role, max_words=8) or "your choice"
        hello = f"Hello {name}, this" if name else "Hello, this"
        at = f" at {company}" if company else ""
        return _say(
            f"{hello} is your practice interview for the role of {role}{at}.",
            "I'm a practice interviewer that works by rules, so you can be at ease with me.",
            "Take your time with each answer, and ask me to repeat anything. Are you ready to begin?",
        )
    if not answer and not scene.wrapping_up:
        return _say(_new(scene, phrases.NOT_READY, phrases.LAST_RESORT))
    meant = intent(answer) if answer else "answer"
    if not scene.wrapping_up:
        if meant in ("repeat", "rephrase"):
            return _say(
                "Sure. This is a practice interview, and I'll ask you questions one at a time. Ready?"
            )
        if meant == "ask":
            return _say(reply(answer, brief), _new(scene, phrases.READY_AFTER_QUESTION, "Ready?"))
        if meant == "think" or not is_ready(answer):
            return _say(_new(scene, phrases.NOT_READY, phrases.LAST_RESORT))
    return Move(kind="next_stage", text=_new(scene, phrases.BEGIN, "Then let's begin."))


def _close(scene: Scene) -> Move:
    name = first_name(scene.brief.candidate_name)
    if scene.here("interviewer"):
        return Move(kind="finish", text="That's all from me. Goodbye, and take care.")
    thanks = f"Thank you for practising with me, {name}." if name else "Thank you for practising with me."
    return Move(
        kind="finish",
        text=f"{thanks} That was the whole interview. "
        "Your transcript and feedback will be on the review page in a moment. Goodbye, and good luck.",
    )


def _opener(scene: Scene) -> str:
    options = phrases.OPENERS.get(scene.stage.name) or tuple(
        text.format(label=scene.stage.label.lower()) for text in phrases.PLAIN_OPENERS
    )
    return pick(options, _said(scene))


def _planned(scene: Scene) -> tuple[PlannedQuestion, ...]:
    return scene.plan.for_stage(scene.stage.name)


def _open_questions(scene: Scene) -> list[PlannedQuestion]:
    """Planned questions of this stage not asked yet, the candidate's own questions apart."""
    here = scene.here("interviewer")
    return [
        q
        for q in _planned(scene)
        if q.id != CANDIDATE_QUESTIONS and not any(says(q.text, old) for old in here)
    ]


def _next_question(scene: Scene) -> str:
    waiting = _open_questions(scene)
    return waiting[0].text if waiting else _new(scene, phrases.SPARE_QUESTIONS, phrases.LAST_RESORT)


def _current(scene: Scene) -> tuple[PlannedQuestion | None, str, int]:
    """The planned question last asked here, the last thing asked, and how often it was followed up."""
    main, last, follow_ups = None, "", 0
    for text in scene.here("interviewer"):
        found = which(text, _planned(scene))
        if found is not None and found != main:
            main, last, follow_ups = found, found.text, 0
        elif found is None and asked_in(text) and not any(a in text for a in phrases.READY_AFTER_QUESTION):
            last, follow_ups = asked_in(text), follow_ups + 1
    return main, last, follow_ups


def _aside(scene: Scene, answer: str) -> Move | None:
    """The reply when the candidate wants something other than to answer."""
    meant = intent(answer)
    main, last, _ = _current(scene)
    if main is not None and main.id == CANDIDATE_QUESTIONS:
        if meant == "ask":
            more = _new(scene, phrases.ANYTHING_ELSE)
            return _say(reply(answer, scene.brief), more) if more else None
        if meant != "repeat" or is_done(answer):
            return None
    if meant == "think":
        return _say(_new(scene, phrases.TIME_TO_THINK, phrases.LAST_RESORT))
    if meant == "repeat" and last:
        return _say(_new(scene, phrases.AGAIN, "Yes."), last)
    if meant == "rephrase":
        return _say(_rephrased(scene, main, last))
    if meant == "ask":
        return _say(reply(answer, scene.brief), _new(scene, phrases.BACK, phrases.LAST_RESORT))
    if meant == "pass" or (is_done(answer) and len(words(answer)) <= _NO_WORDS):
        return _forward(scene, _new(scene, phrases.PASSES, "No problem."))
    return None


def _rephrased(scene: Scene, main: PlannedQuestion | None, last: str) -> str:
    said = _said(scene)
    lead = pick(phrases.DIFFERENTLY, said, "So,")
    if main is not None and last == main.text and main.rephrase:
        if not any(main.rephrase.lower() in old.lower() for old in said):
            return f"{lead} {main.rephrase[0].lower()}{main.rephrase[1:]}"
    elif other := other_wording(last, said):
        return f"{lead} {other[0].lower()}{other[1:]}"
    return f"{lead} {pick(phrases.PLAIN_REPHRASE, said, 'tell me whatever comes to mind about it.')}"


def _answered(scene: Scene, answer: str) -> Move:
    """The reply to an answer: a follow-up, the next question, or the next stage."""
    thanks = _new(scene, phrases.ACKNOWLEDGEMENTS)
    main, _, follow_ups = _current(scene)
    if main is not None and main.id == CANDIDATE_QUESTIONS:
        return _leave(
            scene, _new(scene, phrases.ALL_DONE if is_done(answer) else phrases.HEARD), said_all=True
        )
    if _enough(scene):
        return _forward(scene, thanks)
    most = 2 if scene.stage.limit_s >= 450 else 1
    if main is not None and follow_ups < most and scene.elapsed_s < _LATE * scene.stage.limit_s:
        lacks, text = follow_up(
            answer, question=main.text, competency=main.competency, brief=scene.brief, said=_said(scene)
        )
        if text and (follow_ups == 0 or lacks != "deeper"):
            return _say(thanks, text)
    return _forward(scene, thanks)


def _enough(scene: Scene) -> bool:
    """Whether this stage has had its share of time, or of questions with half its time gone."""
    limit_s = scene.stage.limit_s
    share = max(1, scene.stage.min_questions + int(limit_s // _SECONDS_A_QUESTION))
    asked = scene.questions_in_stage
    if not scene.can_move or asked < share:
        return scene.can_move and scene.elapsed_s >= _LATE * limit_s
    return limit_s < _SECONDS_A_QUESTION or scene.elapsed_s >= limit_s / 2 or asked >= 2 * share


def _forward(scene: Scene, thanks: str) -> Move:
    """On to the next question, or out of the stage when it has had enough."""
    if not _enough(scene) and (_open_questions(scene) or not scene.can_move):
        return _say(thanks, _next_question(scene))
    last_word = next((q for q in _planned(scene) if q.id == CANDIDATE_QUESTIONS), None)
    handed_over = last_word is None or any(says(last_word.text, old) for old in scene.here("interviewer"))
    if last_word is not None and not handed_over and not scene.wrapping_up:
        return _say(thanks, last_word.text)
    return _leave(scene, thanks)


def _leave(scene: Scene, thanks: str, *, said_all: bool = False) -> Move:
    """Ask for the next stage; while that would be refused, ask another question."""
    if not scene.can_move:
        return _say(thanks, _next_question(scene))
    bridge = thanks if said_all else _new(scene, phrases.BRIDGES, thanks)
    return Move(kind="next_stage", text=bridge or "Thank you.")
