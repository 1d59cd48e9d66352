"""The yardstick: competencies, and what each score from 1 to 5 looks like in an interview."""

from __future__ import annotations

from interview.models import Frozen, Track

VERSION = "2026-11"
"""Changes when a row or an item does; scores under different versions are not compared."""


class RubricItem(Frozen):
    """One thing a competency looks for: what a coach marks, with the candidate's words for it.

    Attributes:
        id: unique in its competency.
        name: what people read, as in “found: what you did”.
        asks: what must stand in the quoted words for the item to be met.
    """

    id: str
    name: str
    asks: str


class Competency(Frozen):
    """One row of the rubric.

    Attributes:
        id: what :attr:`interview.models.PlannedQuestion.competency` names.
        label: what people read.
        asks: what it looks at, in one sentence.
        levels: what a score of 1, 2, 3, 4 and 5 looks like.
        items: the four things looked for; the score is one plus how many are met.
    """

    id: str
    label: str
    asks: str
    levels: tuple[str, str, str, str, str]
    items: tuple[RubricItem, RubricItem, RubricItem, RubricItem]


def _item(item_id: str, name: str, asks: str) -> RubricItem:
    return RubricItem(id=item_id, name=name, asks=asks)


_ACTION = _item("action", "what you did", "Something the candidate did themselves, told with I and a verb.")
_OUTCOME = _item("outcome", "how it ended", "What came of it, good or bad.")
_REASON = _item("reason", "your reason", "Why the candidate chose that way.")

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
        items=(
            _item("work", "what you do", "The work the candidate does, or is trained for."),
            _item("place", "where or how long", "A place of work or study, or a length of time."),
            _item(
                "strength",
                "what you like or do well",
                "Something the candidate is good at or enjoys at work.",
            ),
            _item(
                "forward",
                "a result or a line to this role",
                "A result of their work, or why it leads to this role.",
            ),
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
        items=(
            _item("reason", "a reason", "A reason of their own for wanting this job."),
            _item(
                "concrete", "something concrete", "A product, task, customer or fact of this job or company."
            ),
            _item("tie", "a tie to this role", "A link between their reason and this role or company."),
            _item("shown", "something you did", "Something they have already done that backs the reason."),
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
        items=(
            _ACTION,
            _item(
                "second_action",
                "a second thing you did",
                "Another thing the candidate did themselves, apart from the first.",
            ),
            _REASON,
            _OUTCOME,
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
        items=(
            _item("problem", "the problem", "What was wrong or hard, named."),
            _ACTION,
            _OUTCOME,
            _item(
                "reason_or_number",
                "a reason or a number",
                "Why they went that way, or a figure that shows the difference.",
            ),
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
        items=(
            _OUTCOME,
            _item("number", "a number", "A figure or date that the candidate gave for a result."),
            _item("before_after", "before and after", "What it was like before, against what it became."),
            _item("helped", "who it helped", "Who noticed or gained: customers, colleagues, themselves."),
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
        items=(
            _item("person", "the other person", "Another person at work, by name or role."),
            _item("contact", "what passed between you", "What was said, asked or agreed between them."),
            _ACTION,
            _OUTCOME,
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
        items=(
            _item("tools", "tools or methods", "A tool or method of the trade, named by using it."),
            _ACTION,
            _REASON,
            _OUTCOME,
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
        items=(
            _item(
                "new_or_wrong",
                "what was new or wrong",
                "What the candidate did not know or got wrong, said openly.",
            ),
            _ACTION,
            _item("takeaway", "what you took away", "What they do differently since, or understood."),
            _OUTCOME,
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
        items=(
            _item("situation", "the situation", "Where and when it was, and what was going on."),
            _ACTION,
            _OUTCOME,
            _item(
                "told_twice",
                "told to the end more than once",
                "The end of a second story or answer, apart from the first.",
            ),
        ),
    ),
)


_OF_TRACK: dict[Track, tuple[str, ...]] = {
    Track.INTRO_CALL: ("introduction", "motivation", "ownership", "results", "communication"),
    Track.BEHAVIORAL: (
        "introduction",
        "motivation",
        "ownership",
        "problem_solving",
        "results",
        "teamwork",
        "learning",
        "communication",
    ),
    Track.TECHNICAL: (
        "introduction",
        "motivation",
        "craft",
        "problem_solving",
        "ownership",
        "results",
        "learning",
        "communication",
    ),
}


def rubric(track: Track) -> tuple[Competency, ...]:
    """The rows this kind of interview is scored by, five to eight, each with equal weight."""
    return tuple(row for wanted in _OF_TRACK[track] for row in RUBRIC if row.id == wanted)


def competency(competency_id: str) -> Competency | None:
    """The row with this id."""
    return next((row for row in RUBRIC if row.id == competency_id), None)
