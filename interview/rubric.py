"""The yardstick: competencies, and what each score from 1 to 5 looks like in an interview."""

from __future__ import annotations

from interview.models import Frozen


class Competency(Frozen):
    """One row of the rubric.

    Attributes:
        id: what :attr:`interview.models.PlannedQuestion.competency` names.
        label: what people read.
        asks: what it looks at, in one sentence.
        levels: what a score of 1, 2, 3, 4 and 5 looks like.
    """

    id: str
    label: str
    asks: str
    levels: tuple[str, str, str, str, str]


RUBRIC: tuple[Competency, ...] = (
    Competency(
        id="introduction",
        label="Introducing yourself",
        asks="Whether a stranger knows who you are and what you do after a minute.",
        levels=(
            "A few words that could be anyone's.",
            "Some facts, without saying where or for how long.",
            "What you do and where you did it.",
            "What you do, where, and what you are good at.",
            "All of that, with one result and a line to this role.",
        ),
    ),
    Competency(
        id="motivation",
        label="Why this role",
        asks="Whether your reasons are your own and fit this job.",
        levels=(
            "No reason given.",
            "A reason that fits any job.",
            "A reason with something concrete in it.",
            "A reason tied to this role or company.",
            "A reason tied to this role and shown by something you did.",
        ),
    ),
    Competency(
        id="ownership",
        label="Your own part",
        asks="Whether it is clear what you, not the team, decided and did.",
        levels=(
            "Only what others or the team did.",
            "Mostly we, hardly ever I.",
            "At least one thing you did yourself.",
            "Several things you did yourself.",
            "What you did, why you decided so, and how it ended.",
        ),
    ),
    Competency(
        id="problem_solving",
        label="Solving problems",
        asks="Whether one can follow how you got from trouble to answer.",
        levels=(
            "No problem named.",
            "A problem, without what you did about it.",
            "A problem and what you did.",
            "A problem, what you did and how it ended.",
            "All of that, with the reason for your way and a number.",
        ),
    ),
    Competency(
        id="results",
        label="Results",
        asks="Whether you say what came of your work, and how much.",
        levels=(
            "No result.",
            "Work described, its effect left open.",
            "A result in words.",
            "A result with a number or a date.",
            "Several results with numbers, and what you learned.",
        ),
    ),
    Competency(
        id="teamwork",
        label="Working with others",
        asks="Whether you show how you deal with people, and your part in it.",
        levels=(
            "No other person appears.",
            "Others are named, but not what passed between you.",
            "What you did with or for someone.",
            "That, and how it ended between you.",
            "All of that, with what you would keep or change.",
        ),
    ),
    Competency(
        id="craft",
        label="Knowing the work",
        asks="Whether you name the tools and ways of your trade by using them.",
        levels=(
            "Nothing of the trade is named.",
            "Tools are named without what they were for.",
            "A tool or method and what you did with it.",
            "That, with the reason you chose it.",
            "All of that, with what came of it.",
        ),
    ),
    Competency(
        id="learning",
        label="Learning",
        asks="Whether something that went wrong or was new left you with something.",
        levels=(
            "Nothing that was learned.",
            "Something new or wrong, without what you did.",
            "What you did to learn or to put it right.",
            "That, and what you took away.",
            "All of that, and where you used it since.",
        ),
    ),
    Competency(
        id="communication",
        label="Clear answers",
        asks="Whether your answers have a beginning, a middle and an end.",
        levels=(
            "Answers of a few words.",
            "One part of a story.",
            "What happened and what you did.",
            "What happened, what you did and what came of it.",
            "That again and again, at a length one can follow.",
        ),
    ),
)


def competency(competency_id: str) -> Competency | None:
    """The row with this id."""
    return next((row for row in RUBRIC if row.id == competency_id), None)
