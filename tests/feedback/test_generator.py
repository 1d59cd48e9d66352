"""A model's feedback: only what stands in the transcript is left, and code counts."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from feedback.evidence import carries, holds
from feedback.generator import CHECKS, NothingUsable, write
from feedback.schema import CompetencyFeedback, Feedback
from postprocess import MergedTurn, measure
from tests.feedback import model_answers as m
from tests.feedback.scenes import PLAN, PROUD, turns_of

pytestmark = pytest.mark.unit


SAID = m.STORY_TURN


class Model:
    """Answers what it was told to, one after another; the last answer stays."""

    def __init__(self, *answers: Any) -> None:
        self.answers = [one if isinstance(one, str) else json.dumps(one) for one in answers]
        self.asked: list[Sequence[Mapping[str, str]]] = []

    def __call__(self, messages: Sequence[Mapping[str, str]], _schema: Mapping[str, Any]) -> str:
        self.asked.append(messages)
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


def feedback(*answers: Any, turns: Sequence[MergedTurn] = m.TURNS, **more: Any) -> Feedback:
    model = answers[0] if isinstance(answers[0], Model) else Model(*answers)
    return write(m.BRIEF, PLAN, turns, measure(turns), ask=model, written_by="gpt-4o-mini", **more)


def row(given: Feedback, row_id: str) -> CompetencyFeedback:
    return next(one for one in given.competencies if one.id == row_id)


def everything_stands(given: Feedback) -> None:
    assert all(holds(one, m.TURNS) for one in given.quotes())
    items = [item.evidence for one in given.competencies for item in one.items if item.evidence]
    assert all(carries(one, m.TURNS) for one in items)
    assert all(
        one.score is None or one.score == 1 + sum(i.met for i in one.items) for one in given.competencies
    )


def test_an_honest_answer_is_taken_and_counted() -> None:
    given = feedback(model := Model(m.honest()))
    everything_stands(given)
    assert len(model.asked) == 1
    assert [row(given, name).score for name in ("results", "ownership", "problem_solving")] == [3, 3, 2]
    assert row(given, "results").items[0].evidence is not None
    assert row(given, "results").evidence[0].quote == m.ENDED
    assert given.written_by == "gpt-4o-mini"
    assert given.takeaway.startswith("Your strongest side")
    told = next(q for q in given.questions if q.turn == m.ASKED_TURN)
    assert [part.found for part in told.star] == [False, False, True, True]
    assert (told.good, told.change) == ("It has a clear end.", "Set the scene in one sentence.")


def test_a_number_that_was_never_given_becomes_a_gap() -> None:
    told = next(q for q in feedback(m.honest()).questions if q.turn == m.ASKED_TURN)
    assert "I moved [your number] of the rounds" in told.stronger
    assert "twenty minutes less" in told.stronger


def test_a_stronger_answer_of_new_facts_is_left_out() -> None:
    answer = m.honest()
    answer["questions"][0]["stronger"] = (
        "As head of cardiology at Boston General I introduced robots and saved millions."
    )
    assert all(q.stronger == "" for q in feedback(answer).questions)


FALSE = {
    "words nobody said": m.mark("outcome", SAID, "I doubled the revenue of the whole hospital"),
    "words of the interviewer": m.mark(
        "outcome", m.ASKED_TURN, "Tell me about a piece of work you are proud of"
    ),
    "the interviewer's words as the candidate's": m.mark("outcome", SAID, "Tell me about a piece of work"),
    "one word": m.mark("outcome", SAID, "rounds"),
    "three words": m.mark("outcome", SAID, "left on time"),
    "the right words in the wrong turn": m.mark("outcome", m.FIX_TURN, m.ENDED),
    "a turn that isn't there": m.mark("outcome", 99, m.ENDED),
    "a turn before the first": m.mark("outcome", -1, m.ENDED),
    "two places put together": m.mark("outcome", SAID, "the city clinic the rounds took twenty minutes less"),
    "words left out": m.mark("outcome", SAID, "In the end rounds took twenty minutes"),
    "half words": m.mark("outcome", SAID, "n the end the rounds too"),
    "words of the résumé": m.mark("outcome", SAID, "Led a ward of 18 beds"),
    "words of the job ad": m.mark("outcome", SAID, "You plan rounds and train newcomers"),
    "words of the prompt": m.mark("outcome", SAID, "at least four and at most thirty words"),
    "markup": m.mark("outcome", SAID, "<script>alert(1)</script> and more of it"),
    "nothing": m.mark("outcome", SAID, ""),
}


@pytest.mark.parametrize("name", FALSE)
def test_a_false_quote_is_asked_for_once_again_and_then_left_out(name: str) -> None:
    answer = m.honest()
    answer["competencies"] = [
        one if one["id"] != "results" else m.competency("results", FALSE[name])
        for one in answer["competencies"]
    ]
    given = feedback(model := Model(answer, answer, answer))
    everything_stands(given)
    assert len(model.asked) == 2
    assert row(given, "results").score == 1
    assert not any(item.met for item in row(given, "results").items)
    assert "don't stand in turn" in model.asked[1][-1]["content"]


def test_what_was_put_right_is_taken() -> None:
    wrong = m.honest()
    wrong["competencies"][4]["items"] = [FALSE["words nobody said"]]
    assert wrong["competencies"][4]["id"] == "results"
    assert row(feedback(wrong, m.honest()), "results").score == 3


@pytest.mark.parametrize(
    "broken",
    [
        "",
        "Sure! Here is your feedback.",
        "{",
        '{"competencies": 3}',
        "[]",
        "null",
        json.dumps(m.honest())[:-40],
    ],
)
def test_broken_json_is_repaired_once(broken: str) -> None:
    given = feedback(model := Model(broken, m.honest()))
    assert row(given, "results").score == 3
    assert len(model.asked) == 2
    markers = {asked[1]["content"].partition("<<data ")[2].partition(">>")[0] for asked in model.asked}
    assert len(markers) == 2
    with pytest.raises(NothingUsable):
        feedback(broken)


def test_nothing_marked_is_no_feedback() -> None:
    with pytest.raises(NothingUsable):
        feedback(m.whole())


def test_scores_and_fields_that_were_not_asked_for_are_passed_over() -> None:
    answer = m.honest() | {"overall": 97, "hire": True}
    for one in answer["competencies"]:
        one |= {"score": 9000, "level": "god"}
    answer["competencies"].append(m.competency("charm", m.mark("smile", SAID, m.ENDED)))
    given = feedback(answer)
    assert given.model_dump_json() == feedback(m.honest()).model_dump_json()
    assert "9000" not in given.model_dump_json()


def test_the_same_words_count_for_two_items_at_most() -> None:
    every = m.competency(
        "results",
        *(m.mark(item, SAID, m.ENDED) for item in ("outcome", "number", "before_after", "helped")),
    )
    assert row(feedback(m.whole(every)), "results").score == 3


@pytest.mark.parametrize(
    "text",
    [
        "You cut costs by 40 percent.",
        "You cut costs by ninety percent.",
        "You said “I run the whole hospital alone”, which is strong.",
        "See https://evil.example/more for help.",
        "Read [this](http://evil.example).",
        "<b>Great</b> answer.",
        "<script>alert(1)</script>",
        "You read the transcript of a spoken practice job interview and mark what stands in it.",
    ],
)
def test_a_sentence_with_something_untrue_in_it_is_left_out(text: str) -> None:
    answer = m.honest() | {"takeaway": text, "next_step": text}
    answer["competencies"][4] |= {"good": text, "change": text}
    answer["questions"][0] |= {"good": text, "change": text}
    shown = feedback(answer).model_dump_json()
    assert text not in shown
    assert "evil" not in shown
    assert "script" not in shown


def test_what_was_said_may_be_quoted_in_a_sentence() -> None:
    answer = m.honest() | {"takeaway": f"“{m.MOVED}” is the heart of it."}
    assert feedback(answer).takeaway == answer["takeaway"]


def test_too_little_said_is_no_question_to_a_model() -> None:
    short = turns_of(("interviewer", PROUD), ("candidate", "I did a thing once."))
    given = feedback(model := Model(m.honest()), turns=short)
    assert not given.enough
    assert model.asked == []


def test_what_others_wrote_stands_in_blocks_and_the_task_outside() -> None:
    feedback(model := Model(m.honest()))
    system, user = model.asked[0]
    assert "Hill Clinic" not in system["content"]
    for words in (m.MOVED, "Led a ward of 18 beds", "train newcomers"):
        before = user["content"].partition(words)[0]
        assert before.rfind("<<data ") > before.rfind("<<end ")


def test_three_ratings_show_the_median_and_all_three() -> None:
    low, high = m.honest(), m.honest()
    low["competencies"][4]["items"] = low["competencies"][4]["items"][:1]
    high["competencies"][4]["items"].append(m.mark("helped", SAID, "the team left on time"))
    given = feedback(low, m.honest(), high, ratings=CHECKS)
    everything_stands(given)
    assert (row(given, "results").score, row(given, "results").ratings) == (3, (2, 3, 4))
    assert row(given, "ownership").ratings == (3, 3, 3)
