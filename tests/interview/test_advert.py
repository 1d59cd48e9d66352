"""What a job asks for, read from its advertisement."""

from __future__ import annotations

from time import process_time

import pytest

from interview.advert import requirements
from interview.models import Brief
from interview.requirements import MOST, Requirement

pytestmark = pytest.mark.unit

ADVERT = """About us
Northwind is a bank of the future. We serve 3 million people.

What you'll do:
• Build and run payment services in Python, Kafka and Terraform
• Mentor junior engineers and review their designs

Requirements
- 5+ years of experience as a backend engineer in insurance
- Experience with Kubernetes
- Strong team player with years of experience
- Familiarity with CI/CD, REST APIs & event-driven architectures
1. Knowledge of PCI compliance
* Ability to react quickly to incidents

What we offer
- 30 days of holiday in Lisbon
- A Python training budget
"""


def found(advert: str, **more: str) -> list[Requirement]:
    brief = {"role": "Backend Engineer", "company": "Northwind"} | more
    return list(requirements(Brief.model_validate(brief | {"job_description": advert})).found)


def texts(advert: str, **more: str) -> list[str]:
    return [one.text for one in found(advert, **more)]


def test_each_line_is_one_requirement_and_each_of_several_skills_too() -> None:
    assert texts(ADVERT) == [
        *("Python", "Kafka", "Terraform"),
        "Mentor junior engineers and review their designs",
        "5+ years of experience as a backend engineer in insurance",
        "Experience with Kubernetes",
        *("CI/CD", "REST APIs", "event-driven architectures"),
        "Knowledge of PCI compliance",
        "Ability to react quickly to incidents",
    ]


def test_every_text_and_line_stands_in_the_advertisement() -> None:
    for one in found(ADVERT):
        assert one.line in ADVERT
        assert one.text in one.line


def test_what_is_offered_and_who_offers_it_is_no_requirement() -> None:
    said = " ".join(texts(ADVERT))
    assert "holiday" not in said
    assert "million" not in said
    assert "budget" not in said


def test_lines_that_ask_for_what_any_job_asks_for_are_counted_and_left_out() -> None:
    asked = requirements(Brief(role="Nurse", job_description="- Strong team player\n- Dialysis\n- 5 years"))
    assert [one.text for one in asked.found] == ["Dialysis"]
    assert asked.general == 2


def test_a_word_that_is_a_skills_name_as_well_is_one_only_as_it_is_spelled() -> None:
    (reacts,) = found("- Ability to react quickly to incidents")
    assert (reacts.skill, reacts.words) == ("", ("react", "quickly", "incidents"))
    assert [one.skill for one in found("- React")] == ["React"]


def test_a_skill_of_ordinary_words_beside_others_decides_nothing_alone() -> None:
    (pci,) = found("- Knowledge of PCI compliance")
    assert (pci.skill, pci.words) == ("", ("pci", "compliance"))
    assert [one.skill for one in found("- Strong stakeholder management")] == ["stakeholder management"]


def test_words_of_the_title_are_never_enough() -> None:
    (years,) = found("- 5 years as a backend engineer in insurance")
    assert (years.words, years.weak) == (("insurance",), ("backend", "engineer"))
    assert found("- 5 years as a backend engineer") == []


def test_prose_is_read_by_the_sentence_and_long_ones_by_the_clause() -> None:
    prose = (
        "Green Garden Shop sells plants and tools online. As a Customer Support Specialist you help\n"
        "customers by e-mail, chat and phone, stay calm with unhappy people, and work with the\n"
        "warehouse to solve delivery problems. You write clearly and like to learn."
    )
    assert texts(prose, role="Customer Support Specialist", company="Green Garden Shop") == [
        "As a Customer Support Specialist you help customers by e-mail, chat and phone",
        "stay calm with unhappy people",
        "work with the warehouse to solve delivery problems.",
        "You write clearly and like to learn.",
    ]


def test_an_advertisement_in_spanish_is_read_too() -> None:
    advert = (
        "Buscamos una enfermera para urgencias.\nRequisitos:\n"
        "- Experiencia mínima de 2 años en cuidados intensivos\n- Atención al cliente y manejo de Excel\n"
        "- Trabajo en equipo\nOfrecemos:\n- Contrato indefinido"
    )
    assert texts(advert, role="Enfermera", language="es") == [
        "Experiencia mínima de 2 años en cuidados intensivos",
        "atención al cliente",
        "Excel",
    ]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Terraform, Pulumi", ["Terraform", "Pulumi"]),
        ("Experience with Pulumi and Terraform", ["Pulumi", "Terraform"]),
        ("Experience with Go and Python", ["Go", "Python"]),
        ("Python, Docker and a calm head", ["Python", "Docker", "a calm head"]),
        ("Go", ["Go"]),
        ("R", ["R"]),
        ("Go the extra mile", ["Go the extra mile"]),
    ],
)
def test_of_several_tools_none_is_lost_known_or_not(line: str, expected: list[str]) -> None:
    assert texts(f"- {line}") == expected


def test_where_one_of_several_is_enough_they_are_one_requirement() -> None:
    (tools,) = found("- Go, Python or Java")
    assert [one.skill for one in tools.either] == ["Go", "Python", "Java"]
    (words,) = found("- Experience of audit or quality improvement")
    assert [one.words for one in words.either] == [("audit",), ("quality", "improvement")]
    (shared,) = found("- Supervising staff or volunteers")
    assert [one.words for one in shared.either] == [("supervising", "staff"), ("supervising", "volunteers")]
    (more,) = found("- Two or more wards")
    assert more.either == ()


def test_a_requirement_that_is_named_twice_is_one() -> None:
    assert texts("- Kafka\n- Experience with kafka\n- Review designs\n- review the designs") == [
        "Kafka",
        "Review designs",
    ]


def test_of_a_long_advertisement_the_first_are_taken_and_the_rest_counted() -> None:
    names = [
        f"{first}{second}" for first in ("plumb", "weld", "gard", "cook", "paint") for second in "abcdef"
    ]
    asked = requirements(Brief(role="Hand", job_description="\n".join(f"- {name} walls" for name in names)))
    assert len(asked.found) == MOST
    assert asked.more == len(names) - MOST


@pytest.mark.parametrize("advert", ["", "   \n ", "Requirements:\n\n", "We are a bank.", "x" * 100_000])
def test_of_nothing_comes_nothing(advert: str) -> None:
    assert len(found(advert)) == 0


@pytest.mark.parametrize(
    "part", ["-", "a, ", ". ", "- a\n", "Kafka and ", "(((", "• ", "e.g. ", "word; ", "a\n"]
)
def test_a_flood_of_anything_is_read(part: str) -> None:
    assert len(found(part * (100_000 // len(part)))) <= 1


@pytest.mark.parametrize("part", [" ", "\t", " and", "\t and \t", " | ", ", a b c d", ". a", " or Xy"])
def test_a_flood_behind_two_skills_takes_no_time(part: str) -> None:
    before = process_time()
    assert found("Python and Java" + part * (39_000 // len(part)) + "b")
    assert process_time() - before < 5
