"""What the offline coach looks for in each competency, and the sentences it says about it.

One look for each item of :mod:`interview.rubric`, in its order. A look that finds nothing is the next thing
to change.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from feedback import markers as m
from interview.models import Brief


@dataclass(frozen=True)
class Look:
    """How one item of the rubric is found, what it is worth when it is there, what to do when it isn't."""

    find: m.Finder
    good: str
    change: str


_ACTION = Look(
    m.ACTION,
    "It says plainly what you did.",
    "Say what you did yourself. Start one sentence with I and a verb, such as I built or I asked.",
)
_OUTCOME = Look(
    m.OUTCOME,
    "It says what came of it.",
    "Finish with what changed. One sentence that starts with in the end is enough.",
)
_FIGURE = Look(
    m.FIGURE,
    "The number makes it easy to believe.",
    "Add one number, even a rough one: how many, how long, or how much less.",
)
_REASON = Look(
    m.each(m.REASON),
    "You say why you did it that way.",
    "Say why you chose that way. One because shows how you think.",
)

_STORIES: Mapping[str, tuple[Look, ...]] = {
    "ownership": (
        _ACTION,
        Look(
            m.more(m.ACTION),
            "Your part is clear more than once.",
            "Name a second step you took. It makes your part hard to miss.",
        ),
        _REASON,
        _OUTCOME,
    ),
    "problem_solving": (
        Look(
            m.each(m.PROBLEM),
            "The trouble is easy to picture.",
            "Begin with what was wrong, in one sentence.",
        ),
        _ACTION,
        _OUTCOME,
        Look(
            m.either(m.each(m.REASON), m.FIGURE),
            "You give a reason or a number for it.",
            "Say why you went that way, or put a number on the difference.",
        ),
    ),
    "results": (
        _OUTCOME,
        _FIGURE,
        Look(
            m.each(m.COMPARISON),
            "One can compare before and after.",
            "Say what it was like before, so that the change shows.",
        ),
        Look(
            m.each(m.HELPED),
            "It is clear who felt the difference.",
            "Say who noticed the difference: customers, colleagues, or you.",
        ),
    ),
    "teamwork": (
        Look(
            m.each(m.PEOPLE),
            "There is a real person in your story.",
            "Name who it was with, by their role.",
        ),
        Look(
            m.each(m.CONTACT),
            "One sees how you deal with people.",
            "Say what you said or asked. It shows how you treat people.",
        ),
        _ACTION,
        _OUTCOME,
    ),
    "learning": (
        Look(
            m.each(m.NEW_OR_WRONG),
            "You say openly what was new or went wrong.",
            "Say openly what you didn't know or got wrong.",
        ),
        _ACTION,
        Look(
            m.each(m.TAKEN_AWAY),
            "You say what you do differently now.",
            "Say what you do differently since then.",
        ),
        _OUTCOME,
    ),
    "communication": (
        Look(
            m.each(m.SITUATION),
            "You set the scene.",
            "Set the scene in one sentence: where were you, and what was going on?",
        ),
        _ACTION,
        _OUTCOME,
        Look(
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
            m.either(m.each(m.TRADE, of_story=False), trade),
            "It is clear what you do.",
            "Name your work in the first sentence: I am a, or I work as.",
        ),
        Look(
            m.each(m.WHERE, of_story=False),
            "You place it in time and place.",
            "Say where you did it, and for how long.",
        ),
        Look(
            m.each(m.STRENGTH, of_story=False),
            "It shows what you are like at work.",
            "Add one thing you are good at or enjoy.",
        ),
        Look(
            m.either(m.OUTCOME, about),
            "It points forward to this job.",
            "End your introduction with one line on why it leads to this role.",
        ),
    )


def _motivation(about: m.Finder) -> tuple[Look, ...]:
    return (
        Look(
            m.each(m.WISH, of_story=False),
            "You give a reason of your own.",
            "Give one honest reason: what do you want from this job?",
        ),
        Look(
            m.each(m.CONCRETE, of_story=False),
            "There is something concrete in it.",
            "Name one concrete thing: a product, a task, a kind of customer.",
        ),
        Look(
            about,
            "It ties your reason to this role.",
            "Tie your reason to this role. Use one line from the job description.",
        ),
        Look(
            m.ACTION,
            "You back your reason with something you did.",
            "Back your reason with something you have already done about it.",
        ),
    )


def _craft(trade: m.Finder) -> tuple[Look, ...]:
    return (
        Look(
            trade,
            "You name the tools of the work by using them.",
            "Name the tool or method you used.",
        ),
        _ACTION,
        _REASON,
        _OUTCOME,
    )
