"""A whole interview in text: machine, planner, offline interviewer and question finder together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import pytest

from fsm import Granted, Machine, Moved, StageRule, WrapUp, rules_for
from interview.models import Brief, Length, Persona
from interview.offline import next_move
from interview.planner import plan
from interview.questions import asked_in, classify, sentences, words
from interview.scene import Said, Scene
from tests.interview.personas import ADA, ADA_SAYS, BO, BO_SAYS, answers_of

pytestmark = pytest.mark.unit

WORDS_A_SECOND = 2.5


@dataclass
class Played:
    history: list[Said] = field(default_factory=list)
    stages: list[str] = field(default_factory=list)
    exceptions: list[str] = field(default_factory=list)
    counted: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0
    finished: bool = False


def interview(brief: Brief, says: Callable[[int, str], str], *, rules: Sequence[StageRule] = ()) -> Played:
    """Run one offline interview; ``says(n, heard)`` is the candidate's n-th answer."""
    rules = rules or rules_for(brief.length, track=brief.track, drill=brief.drill)
    the_plan = plan(brief, rules)
    now, heard, answers = 0.0, Played(), 0
    machine = Machine(rules, now)
    heard.stages.append(machine.stage.name)

    def say(speaker: str, text: str) -> None:
        nonlocal now
        stage = machine.stage.name
        if speaker == "interviewer":
            asked = [s.text for s in heard.history if s.speaker == speaker and s.stage == stage]
            code = brief.language
            found = classify(
                text,
                planned=the_plan.for_stage(stage),
                asked=[a for a in asked if asked_in(a, language=code)],
                language=code,
            )
            if found and stage not in ("greeting", "closing"):
                machine.question(found[0])
                heard.counted[stage] += found[0] != "repeat"
        heard.history.append(Said.model_validate({"speaker": speaker, "text": text, "stage": stage}))
        now += len(words(text)) / WORDS_A_SECOND + 1.0

    def moved(change: Granted | Moved) -> None:
        heard.exceptions.extend(change.exceptions)
        heard.stages.append("end" if change.finished else change.stage)

    for _ in range(900):
        verdict = machine.check(now, silent_for_s=1.0, anyone_speaking=False)
        if isinstance(verdict, Moved):
            moved(verdict)
        move = next_move(
            Scene(
                brief=brief,
                plan=the_plan,
                stage=machine.stage,
                questions_in_stage=machine.questions,
                elapsed_s=now - machine.entered_at,
                can_move=not machine.missing(now),
                wrapping_up=machine.wrapping_up or isinstance(verdict, WrapUp),
                history=tuple(heard.history),
            )
        )
        say("interviewer", move.text)
        if move.kind == "say":
            say("candidate", says(answers, move.text))
            answers += 1
            continue
        change = machine.finish(now) if move.kind == "finish" else machine.request(now)
        assert isinstance(change, Granted), change
        moved(change)
        if machine.finished:
            break
    heard.seconds, heard.finished = now, machine.finished
    return heard


def script(played: Played) -> str:
    return "\n".join(f"[{s.stage:15}] {s.speaker[:1].upper()}: {s.text}" for s in played.history)


PERSONAS = {"ada": (ADA, ADA_SAYS), "bo": (BO, BO_SAYS)}


def persona(name: str, manner: Persona = Persona.NEUTRAL) -> Played:
    brief, lines = PERSONAS[name]
    return interview(brief.model_copy(update={"persona": manner}), answers_of(lines))


@pytest.fixture(params=[(name, manner) for name in sorted(PERSONAS) for manner in Persona])
def played(request: pytest.FixtureRequest) -> Played:
    done = persona(*request.param)
    print(script(done), f"\n{done.seconds:.0f} s", dict(done.counted))  # noqa: T201 - read with pytest -s
    return done


def test_it_goes_through_every_stage_and_ends_by_itself(played: Played) -> None:
    assert played.finished
    assert played.stages == ["greeting", "self_intro", "past_experience", "company_fit", "closing", "end"]


def test_it_meets_every_minimum_without_exception(played: Played) -> None:
    assert played.exceptions == []


def test_it_never_says_the_same_sentence_twice_unless_asked_to(played: Played) -> None:
    asked_again = {
        part
        for before, after in zip(played.history, played.history[1:], strict=False)
        if before.speaker == "candidate" and "repeat" in before.text
        for part in sentences(after.text)
    }
    said = Counter(part for s in played.history if s.speaker == "interviewer" for part in sentences(s.text))
    assert [part for part, times in said.items() if times > 1 and part not in asked_again] == []


def test_it_keeps_its_turns_short(played: Played) -> None:
    counts = [len(words(s.text)) for s in played.history if s.speaker == "interviewer"]
    assert sum(counts) / len(counts) < 28
    assert max(counts) < 70


def test_a_quick_interview_stays_under_four_minutes_of_talk() -> None:
    assert persona("bo").seconds < 240


def test_nothing_it_says_needs_eyes() -> None:
    for name in PERSONAS:
        for said in persona(name).history:
            if said.speaker == "interviewer":
                assert said.text.strip()
                assert not set(said.text) & set("*_#/\\|<>[]{}()•\n\t")


@pytest.mark.parametrize("length", list(Length))
@pytest.mark.parametrize(
    "answer", ["I don't know.", "Yes.", "Can you repeat that?", "What do you mean?", "Hm, 12."]
)
def test_it_ends_even_with_a_candidate_who_always_says_the_same(length: Length, answer: str) -> None:
    done = interview(ADA.model_copy(update={"length": length}), lambda _n, _heard: answer)
    assert done.finished
