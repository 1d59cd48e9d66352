"""English: what is asked when something is missing in an answer; few words of its own, so that the
candidate's words stand out."""

from __future__ import annotations

from collections.abc import Mapping

from interview.lang.shape import Lines

FOLLOW_UPS: Mapping[str, Lines] = {
    "short": (
        "Could you tell me a little more about that?",
        "Can you give me one concrete example?",
        "What was the situation?",
        "How did you begin?",
        "What would an onlooker have seen?",
    ),
    "own_part": (
        "What was your own part in it?",
        "Which piece of that was yours?",
        "What did you, yourself, decide or do?",
        "If I had watched only you, what would I have seen you doing?",
    ),
    "situation": (
        "Where was that, and when?",
        "How did it come to that?",
        "Who was it for, and why?",
        "What had happened before?",
    ),
    "action": (
        "What did you do about it yourself?",
        "Which of the steps were yours?",
        "Where in this do I see you?",
        "How did you go about it yourself?",
    ),
    "result": (
        "How did it turn out?",
        "What was the outcome?",
        "What effect did it have?",
        "Where did that lead?",
        "What came of it?",
    ),
    "claim": (
        "How could one tell?",
        "What makes you say so?",
        "Who would agree with that, and why?",
        "What would have shown that to me?",
    ),
    "number": (
        "Can you put a rough number on it? An estimate is fine.",
        "Roughly how much was that?",
        "How large was the difference, roughly?",
        "How did you measure that? A guess is fine.",
    ),
    "reason": (
        "What speaks for doing it so?",
        "What speaks against it?",
        "Which alternative is there, and why not that one?",
        "When would you choose otherwise?",
    ),
    "check": (
        "How would you verify that?",
        "Which risk do you see there?",
        "How would an error show?",
        "What would you monitor afterwards?",
    ),
    "done_it": (
        "When did you last do that yourself?",
        "Have you done this for real, and how did it go?",
        "Where have you tried that already?",
        "What surprised you about it in practice?",
    ),
    "deeper": (
        "What was the hardest part of it?",
        "Why that approach and not another?",
        "What would you do differently today?",
        "What did it teach you?",
    ),
    "short_introduction": (
        "Could you say a little more about that?",
        "What did you like most about it?",
        "Which part of that were you best at?",
    ),
    "motivation": (
        "Why does that matter to you?",
        "When did that become clear to you?",
        "How would that serve you here?",
        "What have you already done about that?",
    ),
    "introduction": (
        "How did you come to that?",
        "What did that teach you?",
        "Would you want more of that, and why?",
        "How much of that is in your days now?",
    ),
}
