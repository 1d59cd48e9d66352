"""The words the pages use for what the code calls by name."""

from __future__ import annotations

from fsm import STAGES, rules_for
from interview.models import Brief, EndReason, Family, Length, Level, Patience, Persona, Track

TRACKS: dict[Track, str] = {
    Track.INTRO_CALL: "Intro call",
    Track.BEHAVIORAL: "Behavioral",
    Track.TECHNICAL: "Technical",
}
TRACK_NOTES: dict[Track, str] = {
    Track.INTRO_CALL: "a first call, two parts",
    Track.BEHAVIORAL: "what you did, and how",
    Track.TECHNICAL: "how you think, by voice",
}
PERSONAS: dict[Persona, str] = {
    Persona.WARM: "Warm",
    Persona.NEUTRAL: "Neutral",
    Persona.TOUGH: "Tough",
}
PARTS: dict[str, str] = {
    rule.name: " or ".join([rule.label, *(words.label.lower() for words in rule.words.values())])
    for rule in STAGES[1:-1]
}
"""The stages that can be practised alone, by all the names they have."""
INTERVIEWERS = {
    "model": "A language model",
    "offline": "The offline interviewer",
}
FAMILIES: dict[Family, str] = {
    Family.GENERAL: "Any job",
    Family.SOFTWARE: "Software",
    Family.DATA: "Data",
    Family.PRODUCT: "Product",
    Family.DESIGN: "Design",
    Family.SALES: "Sales",
    Family.SUPPORT: "Support",
    Family.OPERATIONS: "Operations",
}
LEVELS: dict[Level, str] = {
    Level.INTERN: "Intern",
    Level.JUNIOR: "Junior",
    Level.MID: "Mid-level",
    Level.SENIOR: "Senior",
    Level.LEAD: "Lead",
}
LENGTHS: dict[Length, str] = {Length.QUICK: "Quick", Length.STANDARD: "Standard", Length.FULL: "Full"}
PATIENCES: dict[Patience, str] = {
    Patience.BRISK: "Brisk",
    Patience.NORMAL: "Normal",
    Patience.PATIENT: "Patient",
}
STATUSES = {"new": "Not started", "starting": "Starting", "live": "In progress", "ended": "Finished"}
END_REASONS: dict[EndReason, str] = {
    EndReason.COMPLETED: "Completed",
    EndReason.CANDIDATE_LEFT: "You left",
    EndReason.TIMED_OUT: "Time ran out",
    EndReason.STOPPED: "Ended early",
    EndReason.CAP_REACHED: "Limit reached",
    EndReason.WORKER_LOST: "Interviewer lost",
    EndReason.PROVIDER_FAILED: "Speech service failed",
}
END_NOTICES: dict[EndReason, str] = {
    EndReason.COMPLETED: "That was the whole interview. Your feedback is being written.",
    EndReason.CANDIDATE_LEFT: "The interview ended because you were away. What was said is kept.",
    EndReason.TIMED_OUT: "The interview reached its time limit. What was said is kept.",
    EndReason.STOPPED: "The interview was ended. What was said is kept.",
    EndReason.CAP_REACHED: "The interview reached its limit. What was said is kept.",
    EndReason.WORKER_LOST: (
        "The interviewer stopped working, so the interview ended. What was said is kept; "
        "read it on the review page or start a new interview."
    ),
    EndReason.PROVIDER_FAILED: (
        "The speech service failed, so the interview ended. What was said is kept; "
        "read it on the review page or start a new interview."
    ),
}
SILENT = "The interviewer isn’t answering. Wait a moment; what you said is kept."
TIPS = (
    "Take a breath before you answer. A pause is fine.",
    "Say what you did yourself, then what came of it.",
    "Put one number in each story.",
    "Ask to hear a question again whenever you like.",
)


def kind(brief: Brief) -> str:
    """What an interview is, in a few words: its one part, or its kind and length."""
    if brief.redo is not None:
        return "One answer, given again"
    if brief.benchmark:
        return f"Benchmark: {TRACKS[brief.track].lower()}, {LENGTHS[brief.length].lower()}"
    if brief.drill is None:
        return f"{TRACKS[brief.track]}, {LENGTHS[brief.length].lower()}"
    if brief.drill.question:
        return "One question"
    return f"One part: {stage_labels(brief).get(brief.drill.stage, brief.drill.stage)}"


def stage_labels(brief: Brief) -> dict[str, str]:
    """By stage name, what the stage is called in this kind of interview."""
    return {rule.name: rule.label for rule in rules_for(brief.length, track=brief.track, drill=brief.drill)}
