"""English: what is asked when something is missing in an answer; few words of its own, so that the
candidate's words stand out."""

from __future__ import annotations

from collections.abc import Mapping

from interview.lang.shape import Lines

FOLLOW_UPS: Mapping[str, Lines] = {
    "short": (
        "Could you tell me a little more about that?",
        "Can you give me one concrete example?",
        "What was going on at the time?",
        "What did you do first?",
        "What would I have seen if I had been in the room?",
    ),
    "own_part": (
        "What was your own part in it?",
        "Which piece of that was yours?",
        "What did you, yourself, decide or do?",
        "If I had watched only you, what would I have seen you doing?",
    ),
    "situation": (
        "Where was that, and what was going on?",
        "How did it come to that?",
        "Who was it for, and when?",
        "What had happened before?",
    ),
    "action": (
        "What did you do about it yourself?",
        "Which of the steps were yours?",
        "Where in this do I see you?",
        "What was the first thing you did?",
    ),
    "result": (
        "How did it turn out in the end?",
        "What changed because of it?",
        "What was different once it was done?",
        "What happened afterwards?",
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
        "Roughly how big was that, in people, time or money?",
        "About how much of a difference did it make?",
        "How did you know it had worked? Any kind of measure helps.",
    ),
    "reason": (
        "Why would you do it that way?",
        "What speaks against it?",
        "Which other way is there, and why not that one?",
        "What would make you choose something else?",
    ),
    "check": (
        "How would you know that it worked?",
        "What could go wrong there?",
        "How would you notice a mistake?",
        "What would you look at afterwards?",
    ),
    "done_it": (
        "When did you last do that yourself?",
        "Have you done this for real, and how did it go?",
        "Where have you tried that already?",
        "What surprised you when you did it the first time?",
    ),
    "deeper": (
        "What was the hardest part of it?",
        "Why did you choose that way over another?",
        "What would you do differently next time?",
        "What did you take away from it?",
    ),
    "short_introduction": (
        "Could you say a little more about that?",
        "What did you like most about it?",
        "Which part of that were you best at?",
    ),
    "motivation": (
        "Why does that matter to you?",
        "When did that become clear to you?",
        "How would that help you in this job?",
        "What have you already done about that?",
    ),
    "introduction": (
        "How did you come to that?",
        "What did that teach you?",
        "Would you like to do more of that, and why?",
        "How much of that is there in what you do now?",
    ),
}
