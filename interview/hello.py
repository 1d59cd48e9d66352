"""The first words of an interview that a model conducts: said by code, so nobody waits for them. Pure."""

from __future__ import annotations

from interview.keywords import first_name, plain
from interview.models import Brief


def hello(brief: Brief) -> str:
    """What the interviewer says first; empty in a language that has no wording here."""
    name, role, company = (
        first_name(brief.candidate_name),
        plain(brief.role, max_words=8),
        plain(brief.company),
    )
    if brief.language == "es":
        who = f"Hola, {name}" if name else "Hola"
        what = f" para el puesto de {role}" if role else ""
        where = f" en {company}" if company else ""
        return (
            f"{who}, esta es su entrevista de práctica{what}{where}. "
            "Soy un programa que entrevista; tómese su tiempo y pídame que repita lo que quiera. "
            "¿Empezamos cuando quiera?"
        )
    if brief.language == "en":
        who = f"Hello {name}" if name else "Hello"
        what = f" for the role of {role}" if role else ""
        where = f" at {company}" if company else ""
        return (
            f"{who}, this is your practice interview{what}{where}. "
            "I'm an interviewing program, so take your time, and ask me to repeat anything. "
            "Are you ready to begin?"
        )
    return ""
