"""What a language consists of: the sentences that are said, and the patterns that are listened for.

A language is data. The rules that use it are in :mod:`interview`; a language is added by filling these in
under ``interview/lang/<code>/`` and ``interview/bank/<code>/``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from interview.lang.patterns import Asking, Claims, Hearing, Matching, Naming, Telling
from interview.models import Persona, Track

Lines = tuple[str, ...]


@dataclass(frozen=True)
class Script:
    """What is said in any manner. Texts in braces are filled in.

    Attributes:
        hello: first sentence; ``name``, ``kind``, ``role``, ``at``.
        hello_stage, hello_question: the same for a drill; ``stage`` is one of ``stages``.
        stages: stage name -> what it is called in the middle of a sentence.
        parts: stage name -> what it is about, for the answer to "what comes next?".
        joined: the word said for a slash.
        role: makes the role fit the bank's slot, e.g. by an article.
        lead_action, lead_thing: hang a question on what was said; ``phrase`` or ``thing``, ``question``.
        lead_past: the same as ``lead_action`` for a question about the past.
        lead_claim: the same for a claim; ``claim``, ``question``.
        in_advert, in_resume: a follow-up about a skill; ``skill``.
        clashes: kind of contradiction -> a question about it.
        frame: makes a question of a drill's text that isn't one; ``text``.
        about: pattern of a candidate's question -> honest answer; ``minutes``, ``format``.
    """

    hello: str
    hello_stage: str
    hello_question: str
    named: str
    at: str
    kinds: Mapping[Track, str]
    no_role: str
    this_role: str
    joined: str
    role: Callable[[str], str]
    stages: Mapping[str, str]
    parts: Mapping[str, str]
    what_this_is: str
    ready: str
    ready_after_question: Lines
    not_ready: Lines
    plain_openers: Lines
    time_to_think: Lines
    again: Lines
    differently: Lines
    plain_rephrase: Lines
    back: Lines
    heard: Lines
    all_done: Lines
    wrap_ups: Lines
    anything_else: Lines
    spare_questions: Lines
    generic_questions: Lines
    go_on: str
    thanks: str
    move_on: str
    hand_over: str
    hand_over_about: tuple[str, str]
    hand_over_rephrase: str
    closing: str
    closing_drill: str
    closing_again: str
    lead_action: Lines
    lead_past: Lines
    lead_thing: Lines
    lead_claim: Lines
    in_advert: Lines
    in_resume: Lines
    clashes: Mapping[str, str]
    frame: str
    about: tuple[tuple[str, str], ...]
    not_known: Lines
    the_company: str
    format_start: str
    format_then: str
    format_end: str


@dataclass(frozen=True)
class Manner:
    """How one persona says it.

    Attributes:
        about, how: second and third sentence of the greeting; ``how`` asks whether to begin.
        openers: ``stage`` or ``stage.track`` -> first sentences of the stage.
        nudges, offers: what silence is met with, first and second.
        follow_ups: what an answer lacks -> its own wordings; the language's where it has none.
        pushes: said once when a follow-up got nothing; empty: it doesn't push.
    """

    about: str
    how: str
    begin: Lines
    acknowledgements: Lines
    bridges: Lines
    openers: Mapping[str, Lines]
    nudges: Lines
    offers: Lines
    passes: Lines
    follow_ups: Mapping[str, Lines] = field(default_factory=dict)
    pushes: Lines = ()


@dataclass(frozen=True)
class Language:
    """Everything the offline interviewer needs to speak and understand one language."""

    code: str
    asking: Asking
    hearing: Hearing
    telling: Telling
    naming: Naming
    claims: Claims
    matching: Matching
    script: Script
    manners: Mapping[Persona, Manner]
    follow_ups: Mapping[str, Lines]
