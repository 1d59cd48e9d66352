"""What the simulated interviews are about: jobs, lengths, kinds and manners, drawn by a seed."""

from __future__ import annotations

import random

from interview.models import Brief, Family, Length, Level, Patience, Persona, Track

_JOBS: tuple[tuple[str, str, Family, Level, str, str], ...] = (
    (
        *("Backend Engineer", "Northwind Payments", Family.SOFTWARE, Level.SENIOR),
        "Harbour Group, Software Engineer, 2018 - 2024\nPython, Kafka, PostgreSQL. Cut failures by 80 %.",
        "You build payment services in Python and Kafka, and you help junior engineers grow.",
    ),
    (
        *("customer support agent", "", Family.SUPPORT, Level.JUNIOR),
        "Phone shop, Assistant, 2021 - 2024\nAnswered 40 customers a day. Wrote a help sheet.",
        "",
    ),
    (
        *("Data Analyst", "City Library", Family.DATA, Level.MID),
        "Harbour Group, Analyst, 2019 - 2024\nSQL, Excel, dashboards. Rebuilt the monthly report.",
        "You turn loans and visits into reports with SQL, and explain them to people who dislike numbers.",
    ),
    (*("Ward Manager", "St Brigid's Hospital", Family.GENERAL, Level.LEAD), "", ""),
    (
        *("Product Manager", "Pebble", Family.PRODUCT, Level.MID),
        "Harbour Group, Product Owner, 2020 - 2024\nLed a team of 8. Shipped the booking app.",
        "You own the booking app, talk to customers every week and decide what is not built.",
    ),
    (
        *("Warehouse Planner", "Quick Parcel", Family.OPERATIONS, Level.JUNIOR),
        "",
        "You plan shifts and stock.",
    ),
    (
        *("Account Executive", "Brightline", Family.SALES, Level.MID),
        "Harbour Group, Sales, 2018 - 2024\nGrew the region by 25 percent.",
        "You win new customers among hospitals.",
    ),
    (*("UX Designer", "Studio Fjord", Family.DESIGN, Level.INTERN), "Student of design, 2022 - 2024", ""),
)
_NAMES = ("Ada Lovett", "Bo", "Chidi Okafor", "Dana Weiss", "Elif Demir", "Farid Haddad", "Grete Holm", "")


def brief(rng: random.Random) -> Brief:
    """One brief; the same state of ``rng`` always gives the same."""
    role, company, family, level, resume, advert = rng.choice(_JOBS)
    return Brief(
        role=role,
        company=company,
        family=family,
        level=level,
        resume_text=resume,
        job_description=advert,
        candidate_name=rng.choice(_NAMES),
        track=rng.choice(list(Track)),
        persona=rng.choice(list(Persona)),
        length=rng.choice(list(Length)),
        patience=rng.choice(list(Patience)),
    )
