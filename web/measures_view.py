"""How the candidate spoke, as the review page tells it: number, unit, what it means."""

from __future__ import annotations

from dataclasses import dataclass

from interview.models import Brief
from interview.transcript import PAUSE_S
from postprocess import ADVISED_S, STEADY, Metrics

_NOT_MEASURED = "not measured: this recogniser leaves “um” and “uh” out"


@dataclass(frozen=True)
class Measure:
    """One line. ``flagged``: outside what is easy to follow; everything else is only told."""

    name: str
    value: str
    unit: str
    meaning: str
    flagged: bool = False


def measures_view(metrics: Metrics, brief: Brief) -> list[Measure]:
    """The measures that could be taken; empty when too little was spoken."""
    if metrics.words_per_minute is None:
        return []
    least, most = STEADY
    pace = Measure(
        "Pace",
        f"{metrics.words_per_minute:.0f}",
        "words a minute",
        f"{least:.0f} to {most:.0f} is easy to follow.",
        metrics.unsteady,
    )
    return [pace, *_answers(metrics), *_words(metrics, brief), *_turns(metrics)]


def _answers(metrics: Metrics) -> list[Measure]:
    found = []
    if metrics.answer_seconds is not None:
        advice = f"in the middle. {ADVISED_S[0]:.0f} to {ADVISED_S[1]:.0f} leaves room for a story."
        found.append(Measure("An answer", f"{metrics.answer_seconds:.0f}", "seconds", advice))
    if metrics.pauses:
        longest = f", the longest {metrics.longest_pause_s:.1f} s" if metrics.longest_pause_s else ""
        told = f"of {PAUSE_S:g} s and more{longest}. A pause to think is fine."
        found.append(Measure("Pauses", str(metrics.pauses), "in your answers", told))
    if metrics.response_delay_s is not None:
        told = "from the question’s end to your first word."
        found.append(Measure("Before you begin", f"{metrics.response_delay_s:.1f}", "seconds", told))
    return found


def _words(metrics: Metrics, brief: Brief) -> list[Measure]:
    found = []
    if metrics.hesitations is None or metrics.hesitations_per_minute is None:
        found.append(Measure("Um and uh", "–", "", _NOT_MEASURED))
    else:
        told = f"{metrics.hesitations} in all."
        found.append(Measure("Um and uh", f"{metrics.hesitations_per_minute:.1f}", "a minute", told))
    if brief.language in ("en", "es") and metrics.fillers_per_minute is not None:
        examples = "“you know”, “basically”" if brief.language == "en" else "“o sea”, “pues”"
        told = f"{metrics.fillers} in all: {examples} and the like, where they only fill."
        found.append(Measure("Filler words", f"{metrics.fillers_per_minute:.1f}", "a minute", told))
    return found


def _turns(metrics: Metrics) -> list[Measure]:
    found = []
    if metrics.talk_ratio is not None:
        told = "of all the talking. Two thirds is usual."
        found.append(Measure("Your share", f"{metrics.talk_ratio * 100:.0f}", "%", told))
    if metrics.interruptions:
        times = "time" if metrics.interruptions == 1 else "times"
        told = "that you began while the interviewer spoke."
        found.append(Measure("Interruptions", str(metrics.interruptions), times, told))
    return found
