"""Finding the question in what an interviewer said."""

from __future__ import annotations

import pytest

from interview.models import PlannedQuestion
from interview.questions import classify, sentences, which

pytestmark = pytest.mark.unit

PROUD = PlannedQuestion(
    id="proud",
    stage="past_experience",
    text="Tell me about a piece of work you are proud of. What did you do, and what came of it?",
    rephrase="Choose something that went well. What was your part, and how did it end?",
    competency="results",
)
OUTAGE = PlannedQuestion(
    id="outage",
    stage="past_experience",
    text="Tell me about an outage that was hard to track down. How did you find the cause?",
    competency="problem_solving",
)
PLANNED = (PROUD, OUTAGE)


@pytest.mark.parametrize(
    ("text", "asked", "expected"),
    [
        (f"Thank you. {PROUD.text}", (), ("main", "proud")),
        (
            "Let's talk about a piece of work you're proud of: what did you do and what came of it?",
            (),
            ("main", "proud"),
        ),
        (f"Okay. {OUTAGE.text}", (PROUD.text,), ("main", "outage")),
        ("I see. How did it turn out in the end?", (PROUD.text,), ("follow_up", "proud")),
        ("Walk me through the first hour.", (PROUD.text, OUTAGE.text), ("follow_up", "outage")),
        (f"Of course. {PROUD.text}", (PROUD.text,), ("repeat", "proud")),
        (f"In other words: {PROUD.rephrase}", (PROUD.text,), ("repeat", "proud")),
        (
            "Let me rephrase: which of your jobs taught you most?",
            (PROUD.text, "Where did you learn most?"),
            ("repeat", "proud"),
        ),
        (
            "How did it turn out, in the end?",
            (PROUD.text, "I see. How did it turn out in the end?"),
            ("repeat", "proud"),
        ),
        ("What brings you here today?", (), ("main", "")),
        ("Thank you, that helps.", (PROUD.text,), None),
        ("Does that make sense?", (PROUD.text,), None),
        ("Are you ready to begin?", (), None),
        ("Take your time.", (PROUD.text,), None),
        ("", (), None),
    ],
)
def test_it_tells_main_questions_follow_ups_and_repeats_apart(
    text: str, asked: tuple[str, ...], expected: tuple[str, str] | None
) -> None:
    assert classify(text, planned=PLANNED, asked=asked) == expected


def test_a_cut_off_question_is_not_taken_for_a_planned_one() -> None:
    assert which("Thank you. Tell me about a piece of", PLANNED) is None


def test_a_decimal_point_ends_no_sentence() -> None:
    assert sentences("It fell to 2.5 percent. Good.") == ["It fell to 2.5 percent.", "Good."]
