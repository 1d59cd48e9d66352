"""How somebody spoke, from one interview to the next; a change only beyond what varies anyway. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from interview.models import Frozen
from postprocess import ADVISED_S, STEADY, Metrics, beyond

FEWEST_EARLIER = 2
"""One earlier interview says nothing of how much a number varies by the questions alone."""
MANY_FILLERS = 8.0
"""Filler words a minute that are worth a word."""
_WITH_FILLERS = ("en", "es")
_LEAST_S = 15.0
"""Seconds of answers; the pace of fewer says nothing."""
_LATEST = "in the latest whole interview that was measured"
"""The last one of all may have been typed, or a part."""

Name = Literal["pace", "fillers", "hesitations", "answer_s", "delay_s", "pauses", "share", "interruptions"]
Verdict = Literal["improved", "fell", "no change", "too early", "not measured", ""]


class Speech(Frozen):
    """What is compared of one interview; None: can't be known.

    Attributes:
        pace: words a minute.
        fillers, hesitations: a minute; the second is None where the recogniser leaves “um” and “uh” out.
        answer_s, delay_s: medians, in seconds.
        pauses: in an answer, on average.
        share: of all the talking, in percent.
        interruptions: how often they began while the interviewer spoke.
    """

    pace: float | None = None
    fillers: float | None = None
    hesitations: float | None = None
    answer_s: float | None = None
    delay_s: float | None = None
    pauses: float | None = None
    share: float | None = None
    interruptions: float | None = None

    @property
    def spoken(self) -> bool:
        """Whether enough was spoken to measure anything."""
        return self.pace is not None


def taken(metrics: Metrics, language: str) -> Speech:
    """Of one interview, in ``language``; nothing when hardly anything was spoken.

    Of a language without rules for fillers none are counted.
    """
    spoken = [answer.seconds for answer in metrics.answers if answer.seconds is not None]
    if sum(spoken) < _LEAST_S:
        return Speech()
    return Speech(
        pace=metrics.words_per_minute,
        fillers=metrics.fillers_per_minute if language in _WITH_FILLERS else None,
        hesitations=metrics.hesitations_per_minute,
        answer_s=metrics.answer_seconds,
        delay_s=metrics.response_delay_s,
        pauses=round(metrics.pauses / len(spoken), 1),
        share=None if metrics.talk_ratio is None else round(metrics.talk_ratio * 100, 1),
        interruptions=metrics.interruptions,
    )


@dataclass(frozen=True)
class _Rule:
    """How one measure is judged.

    Attributes:
        step: a difference that can be noticed; a smaller one is never a change.
        band: inside is good, and how far inside doesn't matter; None: less is better.
        judged: False: it is only told, since more of it is neither better nor worse. One's share depends on
            how much the interviewer says; interruptions are few, and grow with the interview's length.
    """

    step: float
    band: tuple[float, float] | None = None
    judged: bool = True


_RULES: dict[Name, _Rule] = {
    "pace": _Rule(5.0, STEADY),
    "fillers": _Rule(0.5),
    "hesitations": _Rule(0.5),
    "answer_s": _Rule(5.0, ADVISED_S),
    "delay_s": _Rule(0.5, judged=False),
    "pauses": _Rule(0.5, judged=False),
    "share": _Rule(5.0, judged=False),
    "interruptions": _Rule(1.0, judged=False),
}


class SpeechLine(Frozen):
    """One measure over time.

    Attributes:
        now: in the newest interview; None: not measured there.
        earlier: oldest first; only interviews in which it was measured.
        verdict: of the newest against all earlier ones; empty for what is no better or worse.
        inside: whether the newest is inside its band; None for a measure without one.
    """

    name: Name
    now: float | None
    earlier: tuple[float, ...]
    verdict: Verdict
    inside: bool | None = None


def speech_lines(spoken: Sequence[Speech]) -> list[SpeechLine]:
    """One line for each measure that was ever taken.

    Args:
        spoken: of interviews that may be compared, oldest first.
    """
    found = []
    for name, rule in _RULES.items():
        values: list[float | None] = [getattr(one, name) for one in spoken]
        known = tuple(value for value in values[:-1] if value is not None)
        now = values[-1] if values else None
        if now is None and not known:
            continue
        inside = None if rule.band is None or now is None else _off(now, rule) == 0
        verdict = _verdict(now, known, rule)
        found.append(SpeechLine(name=name, now=now, earlier=known, verdict=verdict, inside=inside))
    return found


def speech_verdict(name: Name, now: float | None, earlier: Sequence[float]) -> Verdict:
    """Whether ``now`` lies outside everything measured before, by more than can be noticed.

    Where a band is good, only coming in from outside has improved and only leaving it fell: nobody speaks
    better for speaking faster.
    """
    return _verdict(now, earlier, _RULES[name])


def next_in_speech(lines: Sequence[SpeechLine]) -> str:
    """What to practise next of how one speaks, in one sentence; empty when nothing stands out."""
    now = {line.name: line.now for line in lines if line.now is not None}
    slow, fast = STEADY
    if off := beyond(now.get("pace", slow), STEADY):
        which = "a little faster" if off < 0 else "more slowly"
        return (
            f"Speak {which}: it was {now['pace']:.0f} words a minute {_LATEST}, "
            f"and {slow:.0f} to {fast:.0f} is easy to follow."
        )
    if now.get("fillers", 0.0) > MANY_FILLERS:
        return (
            "Leave a silence where a filler word would stand: "
            f"there were {now['fillers']:.0f} a minute {_LATEST}."
        )
    if beyond(now.get("answer_s", 0.0), ADVISED_S) > 0:
        return (
            f"Shorten your answers: half of them took over {now['answer_s']:.0f} seconds {_LATEST}. "
            "Aim for one to two minutes."
        )
    return ""


def _verdict(now: float | None, earlier: Sequence[float], rule: _Rule) -> Verdict:
    if now is None:
        return "not measured"
    if not rule.judged:
        return ""
    if len(earlier) < FEWEST_EARLIER:
        return "too early"
    mine, seen = _off(now, rule), [_off(value, rule) for value in earlier]
    if min(seen) - mine > rule.step and (rule.band is None or mine == 0):
        return "improved"
    if mine - max(seen) > rule.step and (rule.band is None or max(seen) == 0):
        return "fell"
    return "no change"


def _off(value: float, rule: _Rule) -> float:
    """How far from good: from the band, or from nothing."""
    return value if rule.band is None else abs(beyond(value, rule.band))
