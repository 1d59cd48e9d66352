"""The words the pages use for what the code calls by name."""

from __future__ import annotations

from interview.models import EndReason, Family, Length, Level, Patience, Persona, Track

TRACKS: dict[Track, str] = {
    Track.INTRO_CALL: "Intro call",
    Track.BEHAVIORAL: "Behavioral",
    Track.TECHNICAL: "Technical",
}
PERSONAS: dict[Persona, str] = {
    Persona.WARM: "Warm",
    Persona.NEUTRAL: "Neutral",
    Persona.TOUGH: "Tough",
}
INTERVIEWERS = {
    "model": "A language model, where there is a key",
    "offline": "The offline interviewer, by rule",
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
