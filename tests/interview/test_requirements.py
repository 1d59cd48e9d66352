"""Whether a text speaks to a requirement: by whole words and their stems, never by words any job has."""

from __future__ import annotations

import pytest

from interview.advert import requirements
from interview.models import Brief
from interview.requirements import Requirement, speaks_to
from interview.stems import Words, new_words, stem, telling

pytestmark = pytest.mark.unit


def one(line: str, role: str = "Clerk") -> Requirement:
    (found,) = requirements(Brief(role=role, job_description=f"- {line}")).found
    return found


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("Experience with Kubernetes", "I ran KUBERNETES for two years."),
        ("Experience with Pulumi", "Pulumi was my idea."),
        ("testing", "I tested every release."),
        ("user stories", "I wrote each user story myself."),
        ("C++", "I wrote C++ and some C."),
        ("Strong communication skills", "I communicated the delay to everybody."),
        ("Mentor junior nurses", "Two junior colleagues were mentored by me."),
        ("Planning of shifts", "I planned all shifts."),
        ("Excel", "We did it in Excel."),
        ("HR policies", "I rewrote three policies for HR."),
    ],
)
def test_it_finds_the_words_in_other_forms(line: str, text: str) -> None:
    assert speaks_to(one(line), Words(text, "en"))


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("Experience with Kubernetes", "I have experience with my team."),
        ("Experience with Kubernetes", "I have years of strong experience in a great team."),
        ("Java", "I wrote JavaScript."),
        ("C", "I wrote it in C++."),
        ("Excel", "I want to excel at this."),
        ("React", "I react quickly."),
        ("accounting", "On account of the rain I stayed."),
        ("Strong marketing knowledge", "I went to the market."),
        ("Mentor junior nurses", "I was a junior nurse."),
        ("Write reports and present them to the board", "I wrote to a friend."),
        ("Deliver, teach, guide, plan, measure, translate and repair clocks", "I plan and repair things."),
    ],
)
def test_it_isnt_deceived_by_a_word_alone(line: str, text: str) -> None:
    role = "Nurse" if "nurse" in line else "Clerk"
    found = requirements(Brief(role=role, job_description=f"- {line}")).found
    assert not any(speaks_to(wanted, Words(text, "en")) for wanted in found)


def test_the_title_alone_tells_of_nothing() -> None:
    insurance = one("5 years as a backend engineer in insurance", role="Backend Engineer")
    assert not speaks_to(insurance, Words("I am a backend engineer.", "en"))
    assert not speaks_to(insurance, Words("My insurance paid for the car.", "en"))
    assert speaks_to(insurance, Words("I was an engineer at an insurance.", "en"))


def test_it_says_where_the_words_stand() -> None:
    text = "Last year I reviewed the designs."
    (review, designs) = speaks_to(one("Review designs"), Words(text, "en"))
    assert text[review:].startswith("reviewed")
    assert text[designs:].startswith("designs")


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ("plan", "plans", "planned", "planning")),
        ("en", ("manage", "managed", "managing", "management")),
        ("en", ("negotiate", "negotiated", "negotiation", "negotiations")),
        ("en", ("strategy", "strategies")),
        ("en", ("process", "processes", "processed")),
        ("es", ("gestión", "gestiones", "gestionar", "gestioné", "gestionado")),
        ("es", ("factura", "facturas", "facturación", "facturar")),
        ("es", ("cliente", "clientes")),
    ],
)
def test_forms_of_one_word_have_one_stem(language: str, words: tuple[str, ...]) -> None:
    assert len({stem(word, language) for word in words}) == 1


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("en", "product", "production"),
        ("en", "custom", "customer"),
        ("en", "account", "accounting"),
        ("en", "engine", "engineering"),
        ("en", "market", "marketing"),
        ("en", "us", "use"),
        ("es", "venta", "ventana"),
        ("es", "dato", "datos"),
    ],
)
def test_other_words_have_other_stems(language: str, one: str, other: str) -> None:
    assert stem(one, language) != stem(other, language)


def test_stop_words_and_words_of_any_job_tell_nothing_in_any_language() -> None:
    assert telling("We have strong experience, years of it, and skills in a great team.") == ()
    assert telling("Tenemos mucha experiencia y buen nivel en nuestro equipo.") == ()
    assert telling("5 years with HR, wards; it hurts at 9") == ("hr", "wards", "hurts")


def test_it_counts_what_the_question_didnt_say() -> None:
    asked = Words("The advert mentions Terraform. What is the closest thing to it that you have done?", "en")
    assert new_words("The closest thing to Terraform I have done", asked) == 0
    assert new_words("I learned Terraform in a month", asked) == 2


def test_one_side_of_an_or_is_enough_and_no_word_alone_of_either() -> None:
    audit = one("Experience of audit or quality improvement", role="Nurse")
    assert speaks_to(audit, Words("Led falls audit, reduced falls by 20%", "en"))
    assert speaks_to(audit, Words("Improved the quality of our handover", "en"))
    assert not speaks_to(audit, Words("I like quality", "en"))
    either = one("Go, Python or Java")
    assert speaks_to(either, Words("I wrote services in Go.", "en"))
    assert speaks_to(either, Words("I wrote it in Java.", "en"))
    assert not speaks_to(either, Words("Go home and rust.", "en"))


@pytest.mark.parametrize("text", ["Go home.", "I go there.", "Our R&D office", "Our Go to market plan", "r"])
def test_a_language_with_a_common_word_for_a_name_isnt_found_in_others(text: str) -> None:
    assert not speaks_to(one("Go"), Words(text, "en"))
    assert not speaks_to(one("R"), Words(text, "en"))
