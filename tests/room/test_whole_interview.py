"""One quick interview from form to feedback, by the demo's own machinery, against the real stack."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.console import Console

from simulation import personas
from simulation.house import House
from simulation.many import using
from simulation.rehearsal import take
from simulation.screen import Screen

pytestmark = pytest.mark.room

LIMIT_S = 420.0  # a loaded box transcribes slowly


async def test_it_is_a_whole_interview(tmp_path: Path) -> None:
    persona = personas.load("ada")
    with (tmp_path / "screen.txt").open("w", encoding="utf-8") as out, House(tmp_path / "data") as house:
        house.wait_until_warm()
        screen = Screen(persona.name, Console(file=out, highlight=False))
        outcome = await take(house, persona, screen, limit_s=LIMIT_S)
    assert outcome.problems == [], outcome.checked
    assert outcome.feedback["competencies"]
    assert outcome.first_sound_s
    assert len(outcome.replies_s) >= 4
    assert using(tmp_path / "data") == []
