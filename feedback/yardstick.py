"""What the offline coach looks for in each competency, and the sentences it says about it.

Four looks a competency; the score is one plus how many found words. A look that finds nothing is the
next thing to change.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from feedback import markers as m
from interview.models import Brief


@dataclass(frozen=True)
class Look:
    """One thing looked for: how it is found, what it is worth when it is there, what to do when it isn't."""

    name: str
    find: m.Finder
    good: str
    change: str


_ACTION = Look(
    "what you did",
    m.ACTION,
    "It says plainly what you did.",
    "Say what you did yourself. Start one sentence with I and a verb, such as I built or I asked.",
)
_OUTCOME = Look(
    "how it ended",
    m.OUTCOME,
    "It says what came of it.",
    "Finish with what changed. One sentence that starts with in the end is enough.",
)
_FIGURE = Look(
    "a number",
    m.FIGURE,
    "The number makes it easy to believe.",
    "Add one number, even a rough one: how many, how long, or how much less.",
)
_REASON = Look(
    "your reason",
    m.each(m.REASON),
    "You say why you did it that way.",
    "Say why you chose that way. One because shows how you think.",
)

_STORIES: Mapping[str, tuple[Look, ...]] = {
    "ownership": (
        _ACTION,
        Look(
            "a second thing you did",
            m.more(m.ACTION),
            "Your part is clear more than once.",
            "Name a second step you took. It makes your part hard to miss.",
        ),
        _REASON,
        _OUTCOME,
    ),
    "problem_solving": (
        Look(
            "the problem",
            m.each(m.PROBLEM),
            "The trouble is easy to picture.",
            "Begin with what was wrong, in one sentence.",
        ),
        _ACTION,
        _OUTCOME,
        Look(
            "a reason or a number",
            m.either(m.each(m.REASON), m.FIGURE),
            "You give a reason or a number for it.",
            "Say why you went that way, or put a number on the difference.",
        ),
    ),
    "results": (
        _OUTCOME,
        _FIGURE,
        Look(
            "before and after",
            m.each(m.COMPARISON),
            "One can compare before and after.",
            "Say what it was like before, so that the change shows.",
        ),
        Look(
            "who it helped",
            m.each(m.HELPED),
            "It is clear who felt the difference.",
            "Say who noticed the difference: customers, colleagues, or you.",
        ),
    ),
    "teamwork": (
        Look(
            "the other person",
            m.each(m.PEOPLE),
            "There is a real person in your story.",
            "Name who it was with, by their role.",
        ),
        Look(
            "what passed between you",
            m.each(m.CONTACT),
            "One sees how you deal with people.",
            "Say what you said or asked. It shows how you treat people.",
        ),
        _ACTION,
        _OUTCOME,
    ),
    "learning": (
        Look(
            "what was new or wrong",
            m.each(m.NEW_OR_WRONG),
            "You say openly what was new or went wrong.",
            "Say openly what you didn't know or got wrong.",
        ),
        _ACTION,
        Look(
            "what you took away",
            m.each(m.TAKEN_AWAY),
            "You say what you do differently now.",
            "Say what you do differently since then.",
        ),
        _OUTCOME,
    ),
    "communication": (
        Look(
            "the situation",
            m.each(m.SITUATION),
            "You set the scene.",
            "Set the scene in one sentence: where were you, and what was going on?",
        ),
        _ACTION,
        _OUTCOME,
        Look(
            "told to the end more than once",
            m.more(m.OUTCOME),
            "You bring more than one answer to an end.",
            "Bring a second answer to its end in the same way.",
        ),
    ),
}


def looks(brief: Brief) -> Mapping[str, tuple[Look, ...]]:
    """The four looks of every competency of the rubric, for this brief."""
    about, trade = m.about(brief), m.trade_words(brief)
    fitted = {
        "introduction": _introduction(about, trade),
        "motivation": _motivation(about),
        "craft": _craft(trade),
    }
    return {**fitted, **_STORIES}


def _introduction(about: m.Finder, trade: m.Finder) -> tuple[Look, ...]:
    return (
        Look(
            "what you do",
            m.either(m.each(m.TRADE), trade),
            "It is clear what you do.",
            "Name your work in the first sentence: I am a, or I work as.",
        ),
        Look(
            "where or how long",
            m.each(m.WHERE),
            "You place it in time and place.",
            "Say where you did it, and for how long.",
        ),
        Look(
            "what you like or do well",
            m.each(m.STRENGTH),
            "It shows what you are like at work.",
            "Add one thing you are good at or enjoy.",
        ),
        Look(
            "a result or a line to this role",
            m.either(m.OUTCOME, about),
            "It points forward to this job.",
            "End your introduction with one line on why it leads to this role.",
        ),
    )


def _motivation(about: m.Finder) -> tuple[Look, ...]:
    return (
        Look(
            "a reason",
            m.each(m.WISH),
            "You give a reason of your own.",
            "Give one honest reason: what do you want from this job?",
        ),
        Look(
            "something concrete",
            m.each(m.CONCRETE),
            "There is something concrete in it.",
            "Name one concrete thing: a product, a task, a kind of customer.",
        ),
        Look(
            "a tie to this role",
            about,
            "It ties your reason to this role.",
            "Tie your reason to this role. Use one line from the job description.",
        ),
        Look(
            "something you did",
            m.ACTION,
            "You back your reason with something you did.",
            "Back your reason with something you have already done about it.",
        ),
    )


def _craft(trade: m.Finder) -> tuple[Look, ...]:
    return (
        Look(
            "tools or methods",
            trade,
            "You name the tools of the work by using them.",
            "Name the tool or method you used.",
        ),
        _ACTION,
        _REASON,
        _OUTCOME,
    )
