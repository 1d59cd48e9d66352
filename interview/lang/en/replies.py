"""English: honest answers to what candidates ask a practice interviewer; the first pattern that fits wins."""

from __future__ import annotations

REPLIES: tuple[tuple[str, str], ...] = (
    (
        r"how (?:long|much (?:more )?time|many minutes)",
        "It takes {minutes} minutes at most, and you can stop whenever you like.",
    ),
    (r"how many (?:more )?questions", "There are a few in each part, and the time left is on your screen."),
    (
        r"(?:are you|is this) (?:a |an )?(?:real|human|person|ai|robot|bot|machine|computer|actual)|"
        r"who are you|what are you",
        "I'm a program that follows rules: I ask planned questions and follow up on what you say.",
    ),
    (r"your name", "I don't have a name. I'm your practice interviewer."),
    (
        r"record|transcript|stored|saved",
        "What we both say is kept as a written transcript on your review page.",
    ),
    (
        r"feedback|how (?:did|am) i do|did i (?:pass|do)|score|(?:get|got) the job",
        "I don't judge while we talk. Your feedback will be on the review page once we're done.",
    ),
    (r"hear me|is (?:my|the) (?:mic|microphone|sound)|are you there", "Yes, I can hear you."),
    (r"(?:use|look at|check) (?:my )?notes", "Yes, use notes if they help you."),
    (
        r"start (?:over|again)|(?:answer|try|do) (?:that|it|this) again",
        "Of course. Start again from the beginning.",
    ),
    (
        r"do you mean|can it be|could it be|does it (?:have|need) to|(?:should|can|may|could) i (?:talk|"
        r"use|tell|give|answer|"
        r"speak|choose|pick)|is (?:it|that) (?:ok|okay|fine|alright)|from (?:work|school|university)",
        "Yes, choose whatever shows it best, from work, studies or anywhere else.",
    ),
    (r"how are you", "I'm well, thanks for asking."),
    (r"(?:what|which).*(?:next|parts|stages|expect|format)|how does this work", "{format}"),
    (r"skip|leave|stop|end", "You can skip a part or end the interview with the buttons on your screen."),
)
