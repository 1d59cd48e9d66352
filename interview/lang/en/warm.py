"""English: how the warm persona says it: it encourages the person and never praises an answer."""

from __future__ import annotations

from interview.lang.shape import Manner

WARM = Manner(
    about="I'm a practice interviewer that works by rules, and I'm glad you're here.",
    how="There's no hurry, and nothing you say can go wrong here. Are you ready to begin?",
    begin=(
        "Lovely, let's begin gently.",
        "Good, I'm looking forward to this.",
        "Alright, off we go together.",
    ),
    acknowledgements=(
        "Thank you for telling me that.",
        "I'm glad you shared that.",
        "Thanks, I can picture that.",
        "Mm, I'm with you.",
        "Thank you, I hear you.",
        "That helps me understand, thanks.",
        "Thanks for taking me there.",
        "I see, thank you.",
        "Okay, thanks for being open.",
        "Thank you, I'm following you.",
        "Thank you for explaining it to me.",
        "Right, I can imagine that.",
        "Thank you, take a breath.",
        "I understand, thank you.",
        "Alright, thank you very much.",
        "Good, I have that now.",
        "Thank you for your patience.",
        "Mm, thanks for that.",
        "I appreciate you saying that.",
        "Thanks, now I know more.",
    ),
    bridges=(
        "Thank you, you've given me plenty to go on here.",
        "Thanks for all of that. Let's gently move on.",
        "I've enjoyed hearing about this. On we go.",
        "Thank you, that's this part done. You can breathe out.",
        "Alright, thanks. The next part is a new start.",
    ),
    openers={
        "self_intro": ("I'd like to get to know you a little first.",),
        "past_experience": ("Now I'd be happy to hear about things you have done.",),
        "past_experience.technical": (
            "Now let's talk about the work itself. Think aloud as much as you like.",
        ),
        "company_fit": ("Let's talk about what you hope for, and how you like to work with others.",),
        "company_fit.intro_call": ("Let's talk about what you hope for.",),
    },
    nudges=(
        "Take all the time you need, I'm right here.",
        "It's fine to pause. Begin with whatever comes first.",
        "No pressure at all. A small thought is enough to start with.",
        "I'm happy to wait. Start wherever it feels easy.",
    ),
    offers=(
        "I can gladly say it differently, or we simply go on. Just say which.",
        "I can gladly put it another way, or we leave it for today. Say which you prefer.",
        "If this one doesn't speak to you, say next. Or say differently, and I'll reword it.",
    ),
    passes=(
        "That's quite alright, let's leave it.",
        "Don't worry about that one at all.",
        "No harm done. Here's something else.",
        "It's good that you say so. We'll try another.",
        "That happens to everyone. On we go.",
    ),
)
