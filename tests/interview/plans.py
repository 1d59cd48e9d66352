"""Plans as a model might write them for Ada."""

from __future__ import annotations

import json
from typing import Any

from fsm import rules_for
from interview.plan_schema import stages
from interview.planner import plan
from tests.interview.personas import ADA

RULES = rules_for(ADA.length)
BANK = plan(ADA, RULES)
STAGES = stages(RULES, BANK)
_QUESTIONS = (
    "Which failure at Harbour Bank cost you the most sleep?",
    "How did you find out why settlements were late?",
    "What made you pick Kafka over a plain database table?",
    "Who disagreed with your rollout, and how did that end?",
    "When did you last delete code that you had been proud of?",
    "What would break first if traffic tripled overnight?",
    "How do you decide that an alert deserves to wake somebody?",
    "Which part of PostgreSQL surprised you in production?",
    "What did a junior colleague learn from working beside you?",
    "How did you prove that the forty percent came from your change?",
    "Why did you leave accounting software behind?",
    "Where have you used Terraform without anybody asking for it?",
    "What did the auditors say about your replay tool?",
    "Which promise to another team could you not keep?",
    "How would you spend your first two weeks on payments here?",
    "What do you still not understand about Kubernetes networking?",
    "When did a customer change your mind about a design?",
    "Which meeting would you abolish, and what replaces it?",
    "How do you keep money from being booked twice?",
    "What was the hardest review comment you ever received?",
    "Which number did you watch every morning, and why that one?",
    "How did you split the work when three people were ill?",
    "What would your former manager say you avoid?",
    "Which deadline did you move, and who had to agree?",
    "How do you write down a decision so that others find it?",
)


def question(stage: str, number: int, /, **changes: Any) -> dict[str, Any]:
    """A usable question; each number asks something else."""
    return {
        "stage": stage,
        "competency": "craft",
        "origin": "resume",
        "source": "Cut failed payments by 40 percent.",
        "question": _QUESTIONS[number % len(_QUESTIONS)],
        "rephrase": f"Put another way: {_QUESTIONS[number % len(_QUESTIONS)]}",
    } | changes


def usable() -> list[dict[str, Any]]:
    """As many questions for each stage as are asked for, none alike."""
    found: list[dict[str, Any]] = []
    for stage in STAGES:
        found += [question(stage.name, len(found) + number) for number in range(stage.wanted)]
    return found


def answer(questions: list[dict[str, Any]] | None = None) -> str:
    """The JSON a model answers with."""
    return json.dumps({"questions": usable() if questions is None else questions})
