"""The offline interviewer's wordings, and how one is chosen: the first not said before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

ACKNOWLEDGEMENTS = (
    "Thank you.",
    "I see.",
    "Okay, that helps.",
    "Got it, thanks.",
    "Thanks for explaining that.",
    "Right, thank you.",
    "Alright.",
    "Good to know.",
    "Thanks, that's clear.",
    "I follow.",
    "Understood.",
    "Okay, I have that.",
    "Thank you, noted.",
    "That gives me a clear idea.",
    "Okay.",
    "Thanks for sharing that.",
    "Right.",
    "I appreciate the detail.",
    "Fair enough.",
    "Mm, I see.",
)
BRIDGES = (
    "Thank you, that's a good place to leave this part.",
    "Thanks, I have what I need for this part.",
    "Good, let's go on from there.",
    "Alright, thank you. That covers this part.",
    "Thanks, I'd like to move us on now.",
)
HEARD = ("Thank you, I've taken that down.", "Thanks, that goes into your transcript too.")
ALL_DONE = ("Alright, then let's wrap up.", "Good, then we're nearly done.")
WRAP_UPS = (
    "Thank you. Time is moving on, so let's leave it there.",
    "Thanks, I'll stop us here, because we have a little more to cover.",
    "I'm sorry to cut this short. We need to keep moving.",
    "Let's pause there, so that we have time for the rest.",
)
OPENERS: Mapping[str, tuple[str, ...]] = {
    "self_intro": ("Let's start with you.",),
    "past_experience": ("Now I'd like to hear about things you have done.",),
    "company_fit": ("Let's talk about what you're looking for, and how you work with others.",),
}
PLAIN_OPENERS = ("Next, I'd like to talk about {label}.", "Let's come to {label}.")
TIME_TO_THINK = (
    "Of course, take your time.",
    "No rush at all.",
    "Sure, think it over.",
    "Take all the time you need.",
    "That's fine, I'll wait.",
)
NUDGES = (
    "Whenever you're ready, I'm listening.",
    "Take a moment if you need one. You can also ask me to say it differently.",
    "I'm still here. Even a rough first thought is a good start.",
    "If nothing comes to mind, just say so and we'll go to another question.",
)
PASSES = (
    "No problem, we can leave that one.",
    "That's alright, it happens in real interviews too.",
    "Fine, let's try a different one.",
    "That's okay. Saying so is better than guessing.",
    "Not a problem at all.",
)
AGAIN = ("Of course.", "Sure, here it is again.", "Certainly.", "Yes, once more.", "Happy to.")
DIFFERENTLY = ("Put another way:", "Let me rephrase it:", "In other words:", "Said differently:")
PLAIN_REPHRASE = (
    "choose any moment from your work or studies that comes close, and tell me what you did.",
    "what is the first example that comes to your mind, and what was your part in it?",
    "start with what was going on at the time, then tell me what you did about it.",
)
BACK = (
    "So, back to what I asked. Please go on whenever you like.",
    "With that said, please carry on with your answer.",
    "Now, over to you again.",
    "Alright, let's return to the question I put to you.",
)
BEGIN = ("Good, let's begin.", "Lovely, then we'll start.", "Alright, here we go.")
NOT_READY = (
    "No rush. Tell me when you're ready.",
    "That's fine. Settle in, and say yes when you want to start.",
    "Take a breath. Just say ready when you are.",
)
READY_AFTER_QUESTION = ("Shall we begin?", "Are you ready to start?", "If that's clear, shall we start?")
ANYTHING_ELSE = (
    "Is there anything else you'd like to ask or add?",
    "Anything more on your side?",
    "Do you have another question, or something you'd like to add?",
)
SPARE_QUESTIONS = (
    "What else from your experience should I know about?",
    "Which piece of your work are you proudest of, and why?",
    "What kind of task do people usually bring to you?",
    "Tell me about something you learned recently, and how you used it.",
    "What would a colleague say you are easy to rely on for?",
    "What is something you would do differently today, and why?",
    "How do you usually notice that something is going wrong?",
    "Which habit has helped you most in your work?",
    "What is the next thing you would like to get better at?",
)
LAST_RESORT = "Please go on, in your own words. I'm listening."

FOLLOW_UPS: Mapping[str, tuple[str, ...]] = {
    "short": (
        "Could you tell me a little more about that?",
        "Can you give me one concrete example?",
        "What was going on at the time?",
        "What did you do first?",
        "What would I have seen if I had been in the room?",
    ),
    "own_part": (
        'You said "we" there. What was your own part in it?',
        "Which piece of that was yours?",
        "What did you, yourself, decide or do?",
        "If I had watched only you, what would I have seen you doing?",
    ),
    "result": (
        "How did it turn out in the end?",
        "What changed because of it?",
        "What was different once it was done?",
        "And what happened afterwards?",
        "What came of it?",
    ),
    "number": (
        "Can you put a rough number on it? An estimate is fine.",
        "Roughly how big was that, in people, time or money?",
        "About how much of a difference did it make?",
        "How did you know it had worked? Any kind of measure helps.",
    ),
    "deeper": (
        "What was the hardest part of it?",
        "Why did you choose that way over another?",
        "What would you do differently next time?",
        "What did you take away from it?",
    ),
    "short_introduction": (
        "Could you say a little more about yourself?",
        "And what did you like most about it?",
        "Which part of that were you best at?",
    ),
    "motivation": (
        "Why does that matter to you?",
        "Is there a moment at work that made that clear to you?",
        "Which part of the work would you look forward to most?",
        "What have you done already that points in that direction?",
    ),
    "introduction": (
        "Which of those things would you like to do more of?",
        "And what keeps you busy at the moment?",
        "What has been the biggest change for you along the way?",
    ),
}


def pick(options: Sequence[str], said: Sequence[str], otherwise: str = "") -> str:
    """The first option that nothing in ``said`` holds, starting at a place set by how much was said.

    Args:
        options: whole sentences.
        said: everything the interviewer said so far.
        otherwise: what to return when each was used already.
    """
    sentences = {part for text in said for part in _parts(text)}
    start = len(said) % len(options) if options else 0
    for option in (*options[start:], *options[:start]):
        if not _parts(option) & sentences:
            return option
    return otherwise


def _parts(text: str) -> set[str]:
    plain = text.lower()
    for mark in "!?:":
        plain = plain.replace(mark, ".")
    return {part.strip() for part in plain.split(".") if part.strip()}
