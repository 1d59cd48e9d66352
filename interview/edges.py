"""How the offline interviewer says hello and goodbye."""

from __future__ import annotations

from interview.intents import intent, is_ready
from interview.replies import reply
from interview.scene import Move
from interview.silence import LADDER, unanswered
from interview.talk import Talk


def greet(talk: Talk) -> Move:
    """The greeting, and what follows until the candidate is ready."""
    script, code = talk.script, talk.language.code
    if not talk.here:
        return talk.say(hello(talk), talk.manner.about, talk.manner.how)
    wrapping_up = talk.scene.wrapping_up
    if not talk.answer and not wrapping_up and unanswered(talk.scene) < LADDER:
        return talk.say(talk.new(script.not_ready, script.go_on))
    if talk.answer and not wrapping_up:
        meant = intent(talk.answer, language=code)
        if meant in ("repeat", "rephrase"):
            return talk.say(script.what_this_is, script.ready)
        if meant == "ask":
            return talk.say(
                reply(talk.answer, talk.brief, talk.said), talk.new(script.ready_after_question, script.ready)
            )
        if meant == "think" or not is_ready(talk.answer, language=code):
            return talk.say(talk.new(script.not_ready, script.go_on))
    return talk.leave(talk.new(talk.manner.begin, talk.manner.begin[0]))


def hello(talk: Talk) -> str:
    """The first sentence: who is greeted, and what this is."""
    script, drill = talk.script, talk.brief.drill
    text = script.hello
    if drill is not None:
        text = script.hello_question if drill.question else script.hello_stage
    return text.format(
        name=talk.named(),
        kind=script.kinds[talk.brief.track],
        role=talk.role or script.no_role,
        at=script.at.format(company=talk.company) if talk.company else "",
        stage=script.stages.get(drill.stage, drill.stage.replace("_", " ")) if drill else "",
    )


def close(talk: Talk) -> Move:
    """Thanks, where the feedback will be, goodbye."""
    script = talk.script
    if talk.here:
        return Move(kind="finish", text=script.closing_again)
    text = script.closing if talk.brief.drill is None else script.closing_drill
    name = talk.first_name
    return Move(kind="finish", text=text.format(name=f", {name}" if name else ""))
