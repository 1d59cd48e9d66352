"""How deep an answer goes, and what it lacks."""

from __future__ import annotations

import pytest

from interview.depth import Part, depth

pytestmark = pytest.mark.unit

PAST = "Tell me about a time you fixed something that was slow."
WHOLE = (
    "Back then our reports took a night. I rewrote the query and added an index, and in the end "
    "they ran in four minutes."
)


def test_a_whole_story_with_a_figure_scores_five_and_lacks_nothing() -> None:
    judged = depth(WHOLE, question=PAST, competency="problem_solving")
    assert (judged.score, judged.lacks) == (5, ())


@pytest.mark.parametrize(
    ("answer", "missing"),
    [
        (WHOLE.replace("Back then our reports took a night. ", ""), "situation"),
        (WHOLE.partition(", and in the end")[0] + ", which took me three weeks of work in total.", "result"),
        (WHOLE.replace("in four minutes", "quickly"), "number"),
        (WHOLE.replace(" I rewrote the query and added an index", " The query was bad for us"), "action"),
        (
            "When we joined, our reports took a night. We rewrote the query, we added an index, and in the "
            "end our job ran in four minutes.",
            "own_part",
        ),
    ],
)
def test_each_missing_part_is_named_and_costs_a_point(answer: str, missing: Part) -> None:
    judged = depth(answer, question=PAST, competency="problem_solving")
    assert missing in judged.lacks
    assert judged.score < 5


def test_a_very_short_answer_scores_two_at_most_and_lacks_more_first() -> None:
    judged = depth("I fixed 3 things and it got faster.", question=PAST, competency="craft")
    assert judged.score <= 2
    assert judged.lacks[0] == "more"


def test_an_answer_grows_with_its_follow_ups_but_the_last_piece_may_be_short() -> None:
    grown = depth(f"{WHOLE} Yes.", question=PAST, competency="craft", last="Yes.")
    assert grown.score == 5
    assert grown.lacks == ("more",)


def test_an_opinion_needs_a_reason_and_no_story() -> None:
    plain = "I would like to work with people again and see them get better over the weeks, as I used to."
    question, competency = "What draws you to this job?", "motivation"
    assert depth(plain, question=question, competency=competency).lacks == ("reason",)
    reasoned = depth(
        f"{plain} That is because my own team helped me so.", question=question, competency="motivation"
    )
    assert reasoned.lacks == ()
    assert reasoned.score > depth(plain, question=question, competency=competency).score


def test_spanish_is_judged_by_its_own_words() -> None:
    asked = "Háblame de una vez en que arreglaste algo que iba lento."
    told = (
        "En aquella época los informes tardaban una noche. Reescribí la consulta y añadí un índice, "
        "y al final tardaban cuatro minutos."
    )
    assert depth(told, question=asked, competency="craft", language="es").score == 5
    cut = told.partition(", y al final")[0] + " con mucho cuidado."
    assert "result" in depth(cut, question=asked, competency="craft", language="es").lacks


def test_in_a_language_without_rules_only_the_length_counts() -> None:
    judged = depth("Als ich anfing, dauerten die Berichte eine Nacht. " * 4, question=PAST, language="de")
    assert judged.lacks == ()
    assert 1 <= judged.score <= 5
    assert depth("Ja.", question=PAST, language="de").lacks == ("more",)


def test_silence_scores_one() -> None:
    assert depth("", question=PAST).score == 1
