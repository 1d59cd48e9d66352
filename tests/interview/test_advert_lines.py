"""Which lines of an advertisement are read, and which nobody is ever asked about."""

from __future__ import annotations

import pytest

from fsm import rules_for
from interview.advert import requirements
from interview.advert_lines import hurts, unfit
from interview.models import Brief
from interview.planner import plan
from interview.requirements import Untold

pytestmark = pytest.mark.unit


def texts(advert: str, role: str = "Engineer") -> list[str]:
    return [one.text for one in requirements(Brief(role=role, job_description=advert)).found]


def test_an_unknown_heading_ends_what_is_offered() -> None:
    advert = (
        "About the team\nIn this role you will\n- Run Kafka\n- Own our Terraform modules\n"
        "What you need to succeed\n- Python"
    )
    assert texts(advert) == ["Run Kafka", "Own our Terraform modules", "Python"]


@pytest.mark.parametrize(
    "advert",
    [
        "About us\nWe sell.\n\nMain duties\n\nRunning Kafka for our payments people.",
        "Benefits\n- Free lunch\nThe things we expect\n- Running Kafka",
        "Benefits\n\nFree lunch\n\nMain duties\nRunning Kafka\n",
        "Sobre nosotros\nVendemos pan.\nTus funciones\nRunning Kafka",
    ],
)
def test_it_ends_it_before_bullets_after_a_blank_line_or_by_its_words(advert: str) -> None:
    (found,) = texts(advert)
    assert found.startswith("Running Kafka")


@pytest.mark.parametrize(
    "advert",
    ["Benefits\n\n30 days of holiday\n\nFree lunch\n", "Pension\n\nWhy work here\n- A Python budget\n"],
)
def test_what_is_offered_stays_offered_under_its_own_heading(advert: str) -> None:
    assert not {"Free lunch", "A Python budget", "30 days of holiday"} & set(texts(advert))


def test_the_title_is_no_requirement() -> None:
    advert = "Senior Staff Nurse – Emergency Department\n\nYou triage patients.\n- Dialysis"
    assert texts(advert, role="Nurse") == ["You triage patients.", "Dialysis"]
    under = "Green Hill.\nCharge nurse in surgery\nDialysis machines every week"
    assert texts(under, role="Charge Nurse") == ["Green Hill.", "Dialysis machines every week"]


UNFIT = [
    *("Female, married, without children.", "Under 35 years of age and not pregnant", "Christian faith"),
    *("stupid idiots need not apply", "Must be Muslim", "US citizens only", "Native-born Germans only"),
    *("Young and dynamic people preferred", "No lazy people", "Attractive appearance", "Of German origin"),
    *("Closing date 3 May 2026", "Location Berlin", "Location: Berlin", "Remote (EU)"),
    *("Contract type Permanent, full time", "Permanent, full-time", "The hourly rate is 12.50"),
    *("You earn €50,000 a year", "visa sponsorship is not available", "You have the right to work here"),
    *("You do not need accounting software knowledge", "A degree is not essential", "Excel is not required"),
    *("No experience in accounting is needed", "Mujer de 20 a 30 años", "Solo hombres", "Sin hijos"),
    *("Edad máxima 35 años", "Nacionalidad española", "Católica practicante", "No es necesario saber Excel"),
    *("No mothers with small children", "Only Germans", "Local candidates only", "Mature ladies welcome"),
    *("We prefer men for this physical role", "Must attend church every Sunday", "English mother tongue"),
    *("Must be fit and healthy", "Our office is in Berlin", "Whites only", "No se admiten extranjeros"),
    *("Incorporación inmediata", "Jornada completa", "Lugar de trabajo: Madrid", "Vagos abstenerse"),
]


@pytest.mark.parametrize("line", UNFIT)
def test_a_line_nobody_should_be_asked_about_is_no_row_is_counted_and_never_spoken(line: str) -> None:
    brief = Brief(role="Clerk", job_description=f"- {line}\n- Kafka")
    asked = requirements(brief)
    assert ([one.text for one in asked.found], asked.left_out) == (["Kafka"], 1)
    planned = plan(brief, rules_for(brief.length), untold=Untold(holes=asked.found))
    assert not any(line in question.text for question in planned.questions)


@pytest.mark.parametrize(
    "line",
    [
        *("Experience working with children", "Care of pregnant women", "Mentor young people"),
        *("Location-based services", "Contract negotiation", "Manage a budget of €2 million"),
        *("Remote team leadership", "Working with male and female patients", "Religious education"),
        *("Christian art history", "Skills: Python and Kafka", "Languages: Spanish", "Black box testing"),
        *("Role-based access control", "Visa card payments", "Rate limiting and caching", "Company law"),
        *("Single page applications", "Handles incidents under 30 minutes", "Race condition debugging"),
        *("Handle complaints of customers of any nationality", "Works well and does not need supervision"),
        *("Women's health clinics", "Atención a personas mayores", "Gestión de contratos"),
        *("Care of people with disabilities", "Hybrid cloud operations", "Closed deals over $100k"),
    ],
)
def test_work_that_only_sounds_like_it_stays(line: str) -> None:
    assert texts(f"- {line}", role="Clerk")


@pytest.mark.parametrize("part", ["5,5,", " a", "no a ", "remote, ", "under 35", "and o ", "\"'- ", "€5"])
def test_a_flood_of_anything_is_judged(part: str) -> None:
    assert not hurts(part * (40_000 // len(part)))
    assert unfit(part * 10_000) in (True, False)
