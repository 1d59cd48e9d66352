"""People who don't exist, with enough of a life for a résumé; the same seed makes the same person."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

FIRST = [
    "Ada",
    "Björn",
    "Chloé",
    "Dário",
    "Émile",
    "Fatıma",
    "Grażyna",
    "Håkon",
    "Iñaki",
    "Jürgen",
    "Katarína",
    "Léa",
    "Miloš",
    "Noémie",
    "Øyvind",
]
LAST = (
    *("Ångström", "Brandão", "Çelik", "Dvořák", "Évrard", "Fernández"),
    *("Groß", "Hernández", "Ibáñez", "Jørgensen", "Köhler", "Lefèvre"),
)
# Letters that PDF's own fonts can't draw.
LATIN = str.maketrans("ıŠšČčřŁłžůąęśźćńżőűťďě", "iSsCcrLlzuaeszcnzoutde")
TITLES = (
    "Backend engineer",
    "Data analyst",
    "Ward nurse",
    "Account manager",
    "Product designer",
    "Fleet planner",
)
COMPANIES = (
    "Northwind",
    "Blåtann Logistik",
    "Café Müller",
    "Quayside Health",
    "Ferro & Söhne",
    "Lumen Cooperative",
)
CITIES = ("Malmö", "Zürich", "São Paulo", "Göteborg", "Besançon", "Cork")
DID = ("Rebuilt", "Planned", "Led", "Measured", "Negotiated", "Automated", "Documented", "Taught", "Halved")
WHAT = (
    *(
        "the nightly settlement of card payments",
        "a rota for eleven wards",
        "the onboarding of wholesale customers",
    ),
    *(
        "a forecast of spare parts",
        "the migration from a single database",
        "accessibility reviews of every form",
    ),
    *(
        "a coaching scheme for new colleagues",
        "the naïve caching layer",
        "supplier contracts in three countries",
    ),
)
WITH = (
    *(
        "so that failures fell by {n} percent",
        "with {n} people in two offices",
        "and saved {n} hours every month",
    ),
    *(
        "for {n} regular clients",
        "within {n} weeks and without an outage",
        "after {n} interviews with the field staff",
    ),
)
SKILLS = (
    *("Python", "PostgreSQL", "Kubernetes", "triage", "negotiation", "Figma", "statistics", "first aid"),
    *("scheduling", "bookkeeping", "Terraform", "mentoring", "Spanish contracts", "copywriting"),
)
LANGUAGES = (
    "English fluent",
    "Deutsch Muttersprache",
    "français courant",
    "português básico",
    "svenska flytande",
)


@dataclass(frozen=True)
class Job:
    """One position, newest first in a résumé."""

    title: str
    company: str
    dates: str
    bullets: tuple[str, ...]


@dataclass(frozen=True)
class Person:
    """What a résumé says."""

    name: str
    title: str
    contact: tuple[str, ...]
    summary: str
    jobs: tuple[Job, ...]
    education: tuple[str, ...]
    skills: tuple[str, ...]
    languages: tuple[str, ...]

    def side(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Headings and lines of what stands in a narrow column."""
        yield "Contact", self.contact
        yield "Skills", self.skills
        yield "Languages", self.languages
        yield "Education", self.education

    def pieces(self) -> Iterator[str]:
        """Every line and sentence once."""
        yield from (self.name, self.title, *self.contact, self.summary)
        for job in self.jobs:
            yield from (job.title, job.company, job.dates, *job.bullets)
        yield from (*self.education, *self.skills, *self.languages)


def _bullet(dice: random.Random) -> str:
    end = dice.choice(WITH).format(n=dice.randint(3, 90))
    return f"{dice.choice(DID)} {dice.choice(WHAT)} {end}."


def person(seed: int, *, jobs: int = 3, bullets: int = 4) -> Person:
    """The person of this seed."""
    dice = random.Random(seed)  # noqa: S311 - the same person each time is the point
    name = f"{dice.choice(FIRST)} {dice.choice(LAST)}".translate(LATIN)
    held = []
    year = 2026
    for _ in range(jobs):
        begun = year - dice.randint(1, 4)
        said = tuple(_bullet(dice) for _ in range(bullets))
        held.append(
            Job(dice.choice(TITLES), dice.choice(COMPANIES), f"{begun} – {year}".replace("–", "-"), said)
        )
        year = begun
    return Person(
        name=name,
        title=dice.choice(TITLES),
        contact=(f"person{seed}@example.org", f"+99 555 01{seed:02d}", dice.choice(CITIES)),
        summary=f"Someone who likes calm systems and clear words. {_bullet(dice)} {_bullet(dice)}",
        jobs=tuple(held),
        education=(f"Diploma in applied arithmetic, {dice.choice(CITIES)}", f"Evening school, {year - 3}"),
        skills=tuple(dice.sample(SKILLS, 7)),
        languages=tuple(dice.sample(LANGUAGES, 3)),
    )
