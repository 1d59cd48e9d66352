"""One more row in the table is one more stage of the interview, everywhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from fsm import STAGES, StageRule, rules_for, stage_table
from interview.agenda import agenda
from interview.models import Length
from interview.planner import plan
from interview.scene import Scene
from prompts import instructions
from tests.interview.personas import ADA
from tests.interview.test_conversation import interview

pytestmark = pytest.mark.unit

TECHNICAL = StageRule(
    name="technical",
    label="Technical questions",
    purpose="Find out how the candidate thinks about the tools of the job.",
    limit_s=240,
    min_time_s=30,
    min_questions=2,
    silence_s=60,
)
TABLE = (*STAGES[:3], TECHNICAL, *STAGES[3:])


@pytest.mark.parametrize("length", list(Length))
def test_a_stage_is_added_in_one_place(length: Length) -> None:
    rules = rules_for(length, table=TABLE)
    the_plan = plan(ADA, rules)
    assert len(the_plan.for_stage("technical")) >= rules[3].min_questions + 2
    scene = Scene(brief=ADA, plan=the_plan, stage=rules[3])
    told = instructions(scene, agenda(scene), marker="a1b2c3d4e5f6a7b8")
    assert TECHNICAL.purpose in told
    assert the_plan.for_stage("technical")[0].text in told
    done = interview(
        ADA.model_copy(update={"length": length}), lambda n, _: f"I built {n} things.", rules=rules
    )
    assert done.stages == [rule.name for rule in TABLE] + ["end"]
    assert done.counted["technical"] >= rules[3].min_questions


def test_a_stage_after_company_fit_hands_over_to_the_candidate() -> None:
    rules = rules_for(Length.QUICK, table=(*STAGES[:4], TECHNICAL, STAGES[4]))
    assert plan(ADA, rules).for_stage("technical")[-1].id == "candidate-questions"
    assert "candidate-questions" not in [q.id for q in plan(ADA, rules).for_stage("company_fit")]


def test_the_table_in_the_docs_is_the_one_in_the_code() -> None:
    page = Path(__file__).parent.parent / "docs" / "add-a-stage.md"
    assert stage_table(STAGES) in page.read_text(encoding="utf-8")
