"""Requirement, résumé, words said: which row is told, only on paper, or a hole, and by which quote."""

from __future__ import annotations

from collections.abc import Iterator
from time import process_time

import pytest

from feedback.evidence import FEWEST_WORDS, carries
from feedback.evidence_map import MOST_LINES, MOST_QUOTES, Heard, Row, evidence_map, untold
from interview.advert import requirements
from interview.models import Brief, Plan, PlannedQuestion, Speaker
from interview.requirements import Requirement
from postprocess import MergedTurn, count_words
from tests.feedback.scenes import PLAN, PROBLEM, PROUD, turns_of

pytestmark = pytest.mark.unit

RESUME = "Ada Lovett\nEngineer, Harbour Bank\nPython, Kafka, Kubernetes\nMoved twelve services to Kafka\n"


def wanted(*lines: str, role: str = "Engineer") -> tuple[Requirement, ...]:
    advert = "\n".join(f"- {line}" for line in lines)
    return requirements(Brief(role=role, job_description=advert)).found


def heard(*answers: str, asked: str = PROBLEM, name: str = "one", language: str = "en") -> Heard:
    """An interview with one question and these answers to it."""
    said: list[tuple[Speaker, str]] = [("interviewer", asked)]
    for answer in answers:
        said += [("candidate", answer), ("interviewer", "Thank you. And how did that end?")]
    return Heard(interview_id=name, language=language, plan=PLAN, turns=turns_of(*said))


def row(line: str, *interviews: Heard, resume: str = "") -> Row:
    (found,) = evidence_map(wanted(line), resume, interviews)
    return found


def quotes(found: Row) -> list[str]:
    return [one.evidence.quote for one in found.told]


def test_a_row_is_told_only_on_paper_or_a_hole() -> None:
    said = heard("We were losing messages in Kafka, and I found out why.")
    rows = evidence_map(wanted("Kafka", "Kubernetes", "Terraform"), RESUME, [said])
    assert [one.state for one in rows] == ["told", "only on paper", "hole"]
    assert [one.on_paper for one in rows] == [
        ("Python, Kafka, Kubernetes", "Moved twelve services to Kafka"),
        ("Python, Kafka, Kubernetes",),
        (),
    ]
    assert [quotes(one) for one in rows] == [
        ["We were losing messages in Kafka, and I found out why"],
        [],
        [],
    ]


def test_experience_alone_is_not_kubernetes() -> None:
    assert row("Experience with Kubernetes", heard("I have experience with my team.")).state == "hole"


def test_every_quote_stands_in_the_turn_it_names_and_has_four_words() -> None:
    said = heard("I wrote Kafka consumers. " * 3, "um " * 40 + "so we put Kafka there " + "and then " * 40)
    found = row("Kafka", said)
    assert len(found.told) == 2
    for one in found.told:
        assert carries(one.evidence, said.turns)
        assert FEWEST_WORDS <= count_words(one.evidence.quote) <= 28


def test_of_few_words_the_next_sentence_is_quoted_along() -> None:
    assert quotes(row("Kafka", heard("Kafka. We ran it for six years."))) == [
        "Kafka. We ran it for six years"
    ]
    assert row("Kafka", heard("Yes, Kafka, sure.")).state == "hole"


@pytest.mark.parametrize(
    "answer",
    [
        "I have never used Terraform at work.",
        "I don't really know Terraform, to be honest.",
        "Terraform is something I haven't touched so far.",
        "Terraform? I have no experience with it, I am afraid.",
        "I would love to learn Terraform with your people.",
        "Terraform, I have never worked with it.",
        "um " * 11 + "I have never used Terraform in my whole life " + "and so on " * 12,
    ],
)
def test_what_was_not_done_is_not_told(answer: str) -> None:
    assert row("Terraform", heard(answer)).state == "hole"


def test_what_follows_on_something_not_done_may_count() -> None:
    found = row("Python", heard("I have never used Terraform, but I wrote our deployment in Python."))
    assert found.state == "told"
    without_commas = "I have never used Terraform " + "and so on " * 12 + "when I wrote deployments in Python"
    assert row("Python", heard(without_commas)).state == "told"
    assert row("Terraform", heard("I not only used Terraform but taught it to others.")).state == "told"


@pytest.mark.parametrize(
    ("line", "answer", "state"),
    [
        ("Strong communication skills", "I think communication is really important to everyone.", "hole"),
        (
            "Strong communication skills",
            "Usually one looks at it from all sides "
            + "and so on " * 9
            + "because communication matters most.",
            "hole",
        ),
        ("Training of new colleagues", "I'm a biologist by training and very curious.", "hole"),
        ("Strong communication skills", "My communication of the delay saved us two customers.", "told"),
        ("Excel", "I'm good with Excel and things like that.", "mentioned"),
    ],
)
def test_what_anybody_could_say_tells_of_no_ordinary_word(line: str, answer: str, state: str) -> None:
    assert row(line, heard(answer)).state == state


def test_the_question_said_again_is_no_answer() -> None:
    asked = "The advert mentions Terraform. What is the closest thing to it that you have done?"
    echo = heard(
        "The closest thing to Terraform that I have done. I built nine machines by hand.", asked=asked
    )
    assert row("Terraform", echo).state == "hole"
    assert row("Terraform", heard("I learned Terraform in a month.", asked=asked)).state == "told"


@pytest.mark.parametrize(
    "aside", ["Could you repeat the question about Terraform?", "What do you use Terraform for here?"]
)
def test_what_asks_is_no_answer(aside: str) -> None:
    assert row("Terraform", heard(aside)).state == "hole"
    within = f"{aside} We wrote it all down by hand and I checked each machine twice a day. " * 2
    assert row("Terraform", heard(within)).state == "hole"


def test_what_the_interviewer_says_is_nobodys_evidence() -> None:
    said = heard(
        "We wrote a script for it together.", asked="You used Terraform for years and years. Why was that?"
    )
    assert row("Terraform", said).state == "hole"


def test_greetings_and_the_candidates_own_questions_count_for_nothing() -> None:
    own = PlannedQuestion(
        id="candidate-questions",
        stage="past_experience",
        text="What would you like to ask me?",
        competency="x",
    )
    turns = turns_of(
        ("interviewer", own.text), ("candidate", "I wonder how you came to choose Terraform here.")
    )
    greeting = turns_of(
        ("interviewer", PROUD), ("candidate", "I used Terraform on the way."), stage="greeting"
    )
    for said in (turns, greeting):
        heard_then = Heard(interview_id="x", language="en", plan=Plan(questions=(own,)), turns=said)
        assert row("Terraform", heard_then).state == "hole"


def test_the_best_quote_stands_first_and_two_are_enough() -> None:
    plain = heard("There was Kafka in the cellar too.", name="newest")
    story = heard(
        "I built a replay tool for Kafka, and in the end failures fell by 40 percent.", name="older"
    )
    other = heard("We had Kafka for many things.", name="oldest")
    found = row("Kafka", plain, story, other)
    assert [one.interview_id for one in found.told] == ["older", "newest"]
    assert len(found.told) == MOST_QUOTES


def test_more_of_the_words_are_better_and_of_each_turn_the_best_counts() -> None:
    said = heard("I reviewed the designs. I reviewed the designs and mentored people.")
    assert quotes(row("Mentor juniors and review designs", said)) == [
        "I reviewed the designs and mentored people"
    ]


def test_the_same_words_said_twice_are_quoted_once() -> None:
    again = "We ran Kafka on three machines."
    assert len(row("Kafka", heard(again, again)).told) == 1


def test_words_far_apart_make_no_match() -> None:
    far = "I reviewed things " + "and so on " * 30 + "and then there were designs"
    assert row("Review designs", heard(far)).state == "hole"


def test_the_row_follows_a_correction() -> None:
    wrong = heard("We used coffee for all messages there.")
    right = wrong.turns[1].model_copy(update={"text": "We used Kafka for all messages there."})
    turns: tuple[MergedTurn, ...] = (wrong.turns[0], right, *wrong.turns[2:])
    assert row("Kafka", wrong).state == "hole"
    assert row("Kafka", wrong.model_copy(update={"turns": turns})).state == "told"


def test_of_a_résumé_at_most_two_lines_are_shown_verbatim_and_never_a_whole_page() -> None:
    resume = "Kafka one\nKafka two\nKafka three\n" + "word " * 100 + "Terraform " + "word " * 100
    found = row("Kafka", resume=resume)
    assert found.on_paper == ("Kafka one", "Kafka two")
    assert len(found.on_paper) == MOST_LINES
    (line,) = row("Terraform", resume=resume).on_paper
    assert "Terraform" in line
    assert line in resume
    assert len(line) <= 200


def test_spanish_is_matched_by_its_own_rules() -> None:
    lines = wanted("Gestión de la facturación", "Experiencia con Kubernetes", role="Contable")
    plan = Plan(questions=())
    said: tuple[tuple[Speaker, str], ...] = (
        ("interviewer", "Cuéntame un problema difícil. ¿Cómo lo abordaste?"),
        (
            "candidate",
            "Gestioné las facturas de tres tiendas. Nunca he usado Kubernetes. Tengo experiencia y equipo.",
        ),
    )
    es = Heard(interview_id="es", language="es", plan=plan, turns=turns_of(*said))
    billing, kubernetes = evidence_map(lines, "", [es])
    assert quotes(billing) == ["Gestioné las facturas de tres tiendas"]
    assert kubernetes.state == "hole"


def test_a_résumé_in_another_language_than_the_interview_is_read() -> None:
    (found,) = evidence_map(wanted("Planning of shifts"), "Planned the shifts of 20 nurses", [])
    (spanish,) = evidence_map(wanted("Gestión de almacenes"), "Gestioné tres almacenes", [])
    assert (found.state, spanish.state) == ("only on paper", "only on paper")


def test_untold_keeps_holes_and_paper_apart_and_reads_no_more_than_it_must() -> None:
    read: list[str] = []

    def interviews() -> Iterator[Heard]:
        for name in ("newest", "older", "oldest"):
            read.append(name)
            yield heard("We ran Kafka, Terraform and Kubernetes together.", name=name)

    some = wanted("Kafka", "Rust", "Python")
    left = untold(some, RESUME, [heard("We ran Kafka for many years.")])
    assert ([one.text for one in left.holes], [one.text for one in left.on_paper]) == (["Rust"], ["Python"])
    nothing = untold(wanted("Kafka", "Terraform"), RESUME, interviews())
    assert (nothing.holes, nothing.on_paper) == ((), ())
    assert read == ["newest"]


def test_of_nothing_comes_nothing() -> None:
    assert evidence_map((), RESUME, [heard("Kafka is a queue.")]) == ()
    (found,) = evidence_map(wanted("Kafka"), "", [])
    assert found.state == "hole"


@pytest.mark.parametrize("mark", ["", "."])
def test_a_very_long_answer_takes_no_time(mark: str) -> None:
    said = heard(" ".join(f"we used Kafka for design {n}{mark}" for n in range(8_000)))
    before = process_time()
    assert row("Kafka", said).told
    assert process_time() - before < 5


def test_a_quote_is_as_it_was_said_with_its_own_spaces_and_from_where_it_was_said() -> None:
    said = heard("We   never used Kafka.  And we used\n Kafka  for  years.  We used Kafka for years.")
    (one,) = row("Kafka", said).told
    assert one.evidence.quote in ("And we used\n Kafka  for  years", "We used Kafka for years")
    assert carries(one.evidence, said.turns)
