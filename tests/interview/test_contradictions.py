"""What was said against what the résumé says: asked about with care, or left alone."""

from __future__ import annotations

import pytest

from interview.contradictions import contradictions
from interview.followups import follow_up
from interview.models import Brief
from interview.naming import MOST_COPIED, copied
from interview.resume import posts

pytestmark = pytest.mark.unit

RESUME = (
    "Ada Lovett\n"
    "Senior Software Engineer, Harbour Bank, 2019 - 2024\n"
    "Junior Developer at Telco North\n2016 to 2019\n"
    "BSc in Mathematics, University of Leeds, 2016\n"
)
BRIEF = Brief(role="Backend Engineer", company="Northwind", resume_text=RESUME)


def asked(answer: str, brief: Brief = BRIEF) -> str:
    return " ".join(contradictions(answer, brief))


def test_it_reads_employer_and_years_from_a_line_and_the_one_below() -> None:
    found = [(post.employer, post.start, post.end) for post in posts(RESUME)]
    assert found == [("Harbour Bank", 2019, 2024), ("Telco North", 2016, 2019)]


def test_a_job_that_goes_on_has_no_end() -> None:
    assert posts("Engineer, Harbour Bank, 2019 - present")[0].end is None
    assert posts("Ingeniera, Banco Puerto, 2019 - actualidad")[0].end is None


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("I was at Harbour Bank for nine years.", ("2019", "2024", "nine")),
        ("I spent two years at Harbour Bank.", ("2019", "2024", "two")),
        ("I joined Harbour Bank in 2015.", ("2019", "2024", "2015")),
        ("I have fifteen years of experience in this.", ("2016", "fifteen")),
        ("Before that I worked for Globex as a tester.", ("Globex", "résumé")),
        ("I was the head of engineering and I had many people.", ("head of engineering", "résumé")),
        ("Then I was promoted to director.", ("director",)),
    ],
)
def test_it_asks_about_what_does_not_agree(answer: str, said: tuple[str, ...]) -> None:
    question = asked(answer)
    assert question.endswith("?")
    assert all(word in question for word in said), question


@pytest.mark.parametrize(
    "answer",
    [
        "I was at Harbour Bank for five years.",
        "I was at Harbour Bank for almost four years.",
        "I joined Harbour Bank in 2019.",
        "I left Harbour Bank in 2024.",
        "I have seven years of experience in this.",
        "I worked for Harbor Bank.",
        "I worked at Northwind once, as a guest.",
        "I worked with Kafka for years.",
        "I worked at Christmas.",
        "My daughter is nine years old.",
        "In 2015 I was still at school.",
        "The migration took three years in all.",
        "I was a senior engineer there.",
        "I worked for two weeks on a bug.",
        "My manager was on holiday.",
    ],
)
def test_it_leaves_alone_what_agrees_or_can_not_be_told(answer: str) -> None:
    assert asked(answer) == ""


def test_without_a_résumé_nothing_is_contradicted() -> None:
    assert asked("I worked for Globex for ninety years.", Brief(role="Engineer")) == ""


def test_a_job_that_goes_on_says_nothing_about_the_years_in_all() -> None:
    brief = Brief(role="Engineer", resume_text="Engineer, Harbour Bank, 2019 - present")
    assert asked("I have fifteen years of experience in this.", brief) == ""


def test_it_accuses_nobody() -> None:
    answers = ("I was at Harbour Bank for nine years.", "I worked for Globex then.", "I was the CEO.")
    for answer in answers:
        text = asked(answer).lower()
        assert not any(word in text for word in ("lie", "lying", "false", "wrong", "untrue", "claim")), text


def test_it_is_asked_once_and_before_anything_else() -> None:
    answer = "I was at Harbour Bank for nine years and I moved the settlement jobs to a queue there."
    lacks, text = follow_up(
        answer, question="Tell me about a time.", competency="craft", brief=BRIEF, said=()
    )
    assert lacks == "contradiction"
    assert copied(text, answer) <= MOST_COPIED
    lacks, again = follow_up(
        answer, question="Tell me about a time.", competency="craft", brief=BRIEF, said=(text,)
    )
    assert lacks != "contradiction"
    assert again != text
