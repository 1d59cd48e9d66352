"""A follow-up belongs to the answer it follows, and parrots none."""

from __future__ import annotations

import pytest

from interview.followups import follow_up
from interview.lang import LANGUAGES
from interview.models import Brief
from interview.naming import MOST_COPIED, copied, things
from tests.interview.belonging import belonging

pytestmark = pytest.mark.unit

BRIEF = Brief(role="Engineer")


@pytest.fixture(params=sorted(LANGUAGES))
def brief(request: pytest.FixtureRequest) -> Brief:
    return BRIEF.model_copy(update={"language": request.param})


def test_follow_ups_match_their_own_answer_better_than_four_others(brief: Brief) -> None:
    found = belonging(brief)
    print(found)  # noqa: T201 - read with pytest -s
    assert found.total >= 40
    assert found.won >= 0.9 * found.quoting


def test_most_follow_ups_name_something_of_the_answer(brief: Brief) -> None:
    found = belonging(brief)
    assert found.quoting >= 0.85 * found.total


def test_they_copy_no_run_of_more_than_four_words(brief: Brief) -> None:
    assert belonging(brief).longest <= MOST_COPIED == 4


def test_no_run_is_longer_even_when_an_answer_goes_on_like_the_follow_up() -> None:
    answer = (
        "So I rewrote the billing job, how did it turn out in the end, you ask, and what came of it, "
        "what changed because of it and what happened afterwards."
    )
    for number in range(12):
        _, text = follow_up(
            answer, question="Tell me about a time.", competency="craft", brief=BRIEF, said=("",) * number
        )
        assert copied(text, answer) <= MOST_COPIED or text.count(",") == 0


@pytest.mark.parametrize(
    ("answer", "named"),
    [
        ("I moved the settlement jobs to a queue.", "the settlement jobs"),
        ("My van broke down at the depot.", "your van"),
        ("We had an outage in the payment gateway.", "the payment gateway"),
        ("Their failed payments were a nuisance.", "their failed payments"),
        ("I read the safety briefing.", "the safety briefing"),
        ("I did it with Kafka and luck.", "Kafka"),
        ("It was a long time and a lot of work.", ""),
        ("", ""),
    ],
)
def test_it_finds_the_most_telling_thing_an_answer_names(answer: str, named: str) -> None:
    assert next(iter(things(answer)), "") == named


def test_what_the_question_already_said_is_named_last() -> None:
    answer = "The payment page was slow because of a spelling checker."
    assert things(answer, question="Why was the payment page slow?")[0] == "that spelling checker"
