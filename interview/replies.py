"""Honest answers to what candidates ask a practice interviewer."""

from __future__ import annotations

import re
from collections.abc import Sequence

from fsm import rules_for
from interview.keywords import plain
from interview.lang import language as lang
from interview.lang.shape import Script
from interview.models import Brief
from interview.phrases import in_turn
from interview.stages import StageRule, minutes


def reply(question: str, brief: Brief, said: Sequence[str] = ()) -> str:
    """One or two sentences that answer ``question`` truthfully, or say who could.

    Args:
        said: what the interviewer said so far, so that it finds other words for the same.
    """
    script = lang(brief.language).script
    text = question.replace("’", "'").lower()
    rules = rules_for(brief.length, track=brief.track, drill=brief.drill)
    for pattern, answer in script.about:
        if re.search(rf"\b(?:{pattern})", text):
            return answer.format(minutes=minutes(rules), format=_what_comes(rules[1:-1], brief, script))
    company = plain(brief.company) or script.the_company
    return in_turn([text.format(company=company) for text in script.not_known], said)


def _what_comes(rules: tuple[StageRule, ...], brief: Brief, script: Script) -> str:
    """The stages between greeting and closing, in one sentence."""
    parts = [
        script.parts.get(f"{rule.name}.{brief.track.value}")
        or script.parts.get(rule.name)
        or script.stages.get(rule.name, rule.label.lower())
        for rule in rules
    ]
    first, *rest = (
        text.format(part=part)
        for text, part in zip((script.format_start, *(script.format_then,) * len(parts)), parts, strict=False)
    )
    return first + "".join(rest) + script.format_end
