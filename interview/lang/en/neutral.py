"""English: how the neutral persona says it. No manner judges an answer."""

from __future__ import annotations

from interview.lang.shape import Manner

NEUTRAL = Manner(
    about="I'm a practice interviewer that works by rules, so you can be at ease with me.",
    how="Take your time with each answer, and ask me to repeat anything. Are you ready to begin?",
    begin=("Good, let's begin.", "Lovely, then we'll start.", "Alright, here we go."),
    acknowledgements=(
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
    ),
    bridges=(
        "Thank you, that's a good place to leave this part.",
        "Thanks, I have what I need for this part.",
        "Good, let's go on from there.",
        "Alright, thank you. That covers this part.",
        "Thanks, I'd like to move us on now.",
    ),
    openers={
        "self_intro": ("Let's start with you.",),
        "past_experience": ("Now I'd like to hear about things you have done.",),
        "past_experience.technical": ("Now a few questions about the work itself. Just explain it aloud.",),
        "company_fit": ("Let's talk about what you're looking for, and how you work with others.",),
        "company_fit.intro_call": ("Let's talk about what you're looking for.",),
    },
    nudges=(
        "Whenever you're ready, I'm listening.",
        "Take a moment if you need one.",
        "I'm still here. Even a rough first thought is a good start.",
        "There's no hurry. Start anywhere you like.",
    ),
    offers=(
        "I can say it differently, or we can leave it. Just tell me which.",
        "If you like, I'll put it another way. Or say next, and we'll go to another question.",
        "Say the word differently if I should reword it, or next if we should move along.",
    ),
    passes=(
        "No problem, we can leave that one.",
        "That's alright, it happens in real interviews too.",
        "Fine, let's try a different one.",
        "That's okay. Saying so is better than guessing.",
        "Not a problem at all.",
    ),
)
