"""The offline interviewer's mind: what to say next, decided from the scene alone, by rule.

:func:`next_move` keeps no state and draws no random numbers, so it may be called speculatively, any
number of times. What was asked, repeated and answered is read from the history.
"""

from __future__ import annotations

from interview.edges import close, greet
from interview.followups import follow_up, other_wording
from interview.intents import intent, is_done, is_yes
from interview.models import Drill
from interview.phrases import in_turn, lower_first, pick
from interview.questions import words
from interview.replies import reply
from interview.scene import Move, Scene
from interview.silence import step
from interview.talk import CANDIDATE_QUESTIONS, Talk

__all__ = ["CANDIDATE_QUESTIONS", "gentle", "next_move", "rephrased"]

MOST_FOLLOW_UPS = 2
_LONG_STAGE_S = 450.0
_LATE = 0.8
_SECONDS_A_QUESTION = 160
_NO_WORDS = 6
_PUSHABLE = frozenset({"short", "result", "number", "claim", "action", "situation"})


def next_move(scene: Scene) -> Move:
    """What the interviewer does now; its text is never empty."""
    talk = Talk(scene)
    if scene.stage.name == "closing":
        return close(talk)
    if scene.stage.name == "greeting":
        return greet(talk)
    if not talk.here:
        return talk.say(_opener(talk), talk.next_question())
    if scene.wrapping_up and scene.can_move:
        return talk.leave(talk.new(talk.script.wrap_ups, talk.script.move_on))
    if not talk.answer:
        return _silence(talk)
    return _aside(talk) or _answered(talk)


def gentle(scene: Scene) -> str:
    """What a silence is met with before the next question: a nudge, then an offer."""
    talk = Talk(scene)
    ways = talk.manner.offers if step(scene) == "offer" else talk.manner.nudges
    return in_turn(ways, talk.said)


def rephrased(scene: Scene) -> str:
    """The question being answered, in other words."""
    return _rephrased(Talk(scene))


def _opener(talk: Talk) -> str:
    stage, openers = talk.scene.stage, talk.manner.openers
    own = openers.get(f"{stage.name}.{talk.brief.track.value}") or openers.get(stage.name)
    label = talk.script.stages.get(stage.name, stage.label.lower())
    return pick(own or tuple(text.format(label=label) for text in talk.script.plain_openers), talk.said)


def _silence(talk: Talk) -> Move:
    """One gentle nudge, one offer to rephrase or to move on, then the next question."""
    now = step(talk.scene)
    if now == "nudge":
        return talk.say(gentle(talk.scene))
    main = talk.current[0]
    handed_over = main is not None and main.id == CANDIDATE_QUESTIONS
    if now == "offer" and not handed_over:
        return talk.say(gentle(talk.scene))
    return _leave(talk, "") if handed_over else _forward(talk, talk.new(talk.manner.passes))


def _aside(talk: Talk) -> Move | None:
    """The reply when the candidate wants something other than to answer."""
    script, code = talk.script, talk.language.code
    meant = intent(talk.answer, language=code)
    main, last, _ = talk.current
    if main is not None and main.id == CANDIDATE_QUESTIONS:
        if meant == "ask":
            more = talk.new(script.anything_else)
            return talk.say(reply(talk.answer, talk.brief, talk.said), more) if more else None
        if meant != "repeat" or is_done(talk.answer, language=code):
            return None
    if meant == "think":
        return talk.say(talk.new(script.time_to_think, script.go_on))
    if meant == "repeat" and last:
        return talk.say(talk.new(script.again, script.again[0]), last)
    if meant == "rephrase" or (_offered(talk) and is_yes(talk.answer, language=code)):
        return talk.say(_rephrased(talk))
    if meant == "ask":
        return talk.say(reply(talk.answer, talk.brief, talk.said), talk.new(script.back, script.go_on))
    if meant == "pass" or (is_done(talk.answer, language=code) and len(words(talk.answer)) <= _NO_WORDS):
        return _forward(talk, talk.new(talk.manner.passes, talk.manner.passes[0]))
    return None


def _offered(talk: Talk) -> bool:
    """Whether the last thing said was an offer to rephrase or to move on."""
    return talk.here[-1] in talk.manner.offers


def _rephrased(talk: Talk) -> str:
    script, said = talk.script, talk.said
    main, last, _ = talk.current
    lead = pick(script.differently, said, script.differently[0])
    if main is not None and last == main.text and main.rephrase:
        if not any(main.rephrase.lower() in old.lower() for old in said):
            return f"{lead} {lower_first(main.rephrase)}"
    elif other := other_wording(last, said, language=talk.language.code):
        return f"{lead} {lower_first(other)}"
    return f"{lead} {pick(script.plain_rephrase, said, script.plain_rephrase[0])}"


def _answered(talk: Talk) -> Move:
    """The reply to an answer: a follow-up, the next question, or the next stage."""
    thanks = talk.new(talk.manner.acknowledgements)
    main = talk.current[0]
    if main is not None and main.id == CANDIDATE_QUESTIONS:
        done = is_done(talk.answer, language=talk.language.code)
        return _leave(talk, talk.new(talk.script.all_done if done else talk.script.heard), said_all=True)
    if _enough(talk):
        return _forward(talk, thanks)
    asked = _follow_up(talk)
    return talk.say(thanks, asked) if asked else _forward(talk, thanks)


def _follow_up(talk: Talk) -> str:
    """A follow-up to the answer just given; empty when it needs none, or has had its share."""
    scene = talk.scene
    main, _, follow_ups = talk.current
    if main is None or follow_ups >= MOST_FOLLOW_UPS or scene.elapsed_s >= _LATE * scene.stage.limit_s:
        return ""
    lacks, text = follow_up(
        talk.answer,
        question=main.text,
        competency=main.competency,
        brief=talk.brief,
        said=talk.said,
        own=talk.manner.follow_ups,
    )
    if not follow_ups:
        return text
    if lacks in _PUSHABLE and talk.manner.pushes:
        return talk.new(talk.manner.pushes)
    roomy = scene.stage.limit_s >= _LONG_STAGE_S or isinstance(talk.brief.drill, Drill)
    return text if roomy and lacks != "deeper" else ""


def _enough(talk: Talk) -> bool:
    """Whether this stage has had its share of time, or of questions with half its time gone."""
    scene, limit_s = talk.scene, talk.scene.stage.limit_s
    if talk.brief.drill is not None and talk.brief.drill.question:
        return False
    share = max(1, scene.stage.min_questions + int(limit_s // _SECONDS_A_QUESTION))
    asked = scene.questions_in_stage
    if not scene.can_move or asked < share:
        return scene.can_move and scene.elapsed_s >= _LATE * limit_s
    return limit_s < _SECONDS_A_QUESTION or scene.elapsed_s >= limit_s / 2 or asked >= 2 * share


def _forward(talk: Talk, thanks: str) -> Move:
    """On to the next question, or out of the stage when it has had enough."""
    if not _enough(talk) and (talk.open_questions or not talk.scene.can_move):
        return talk.say(thanks, talk.next_question())
    last_word = talk.hand_over
    if last_word is not None and not talk.asked(last_word) and not talk.scene.wrapping_up:
        return talk.say(thanks, last_word.text)
    return _leave(talk, thanks)


def _leave(talk: Talk, thanks: str, *, said_all: bool = False) -> Move:
    """Ask for the next stage; while that would be refused, ask another question."""
    if not talk.scene.can_move:
        return talk.say(thanks, talk.next_question())
    return talk.leave(thanks if said_all else talk.new(talk.manner.bridges, thanks))
