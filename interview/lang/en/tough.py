"""English: how the tough persona says it: few words, why, and one push."""

from __future__ import annotations

from interview.lang.shape import Manner

TOUGH = Manner(
    about="I'm a practice interviewer that works by rules. I'll be direct, as some interviewers are.",
    how="Keep to the point, and ask if something is unclear. Are you ready to begin?",
    begin=("Good.", "Then let's go.", "Right, let's start."),
    acknowledgements=(
        "Okay.",
        "Noted.",
        "Right.",
        "",
        "Understood.",
        "I see.",
        "Alright.",
        "Mm.",
        "I hear you.",
        "Clear.",
    ),
    bridges=(
        "That's enough on this.",
        "Moving on.",
        "Next part.",
        "We'll leave it there.",
        "Let's not lose time.",
    ),
    openers={
        "self_intro": ("You first.",),
        "past_experience": ("Now to what you have done. Facts, please.",),
        "past_experience.technical": ("Now to the work itself. Explain it so that I can check it.",),
        "company_fit": ("Now to what you want, and how you get on with others.",),
        "company_fit.intro_call": ("Now to what you want.",),
    },
    nudges=(
        "I'm waiting for your answer.",
        "Please begin.",
        "Your turn. A first sentence will do.",
        "Say something, even if it isn't finished.",
    ),
    offers=(
        "Say differently, and I'll reword it. Say next, and we move along.",
        "I can put it another way, or we drop it. Which one is up to you.",
        "Decide: another wording, or the next question.",
    ),
    passes=(
        "Then we drop it.",
        "Fine. Another one.",
        "Noted as open.",
        "Then something else.",
        "Alright, next.",
    ),
    follow_ups={
        "short": (
            "Can you be more specific?",
            "What exactly happened?",
            "What was your first step?",
            "Which facts can you give me?",
            "What did that look like in practice?",
        ),
        "result": (
            "And what was the result?",
            "What did it change?",
            "How did it end?",
            "What was there to show for it?",
        ),
        "number": (
            "How much, in figures?",
            "What was the number before, and after?",
            "By how much, roughly?",
            "Who counted, and what did they get?",
        ),
        "deeper": (
            "Why that way and not another?",
            "What did you nearly get wrong?",
            "What was weak about it?",
            "Why did nobody do it before you?",
        ),
        "claim": (
            "What proves that?",
            "Who measured it, and how?",
            "What makes you so sure of it?",
        ),
        "motivation": (
            "Why does that matter to you?",
            "Why here and not somewhere else?",
            "What have you done about it so far?",
            "Why now, of all times?",
        ),
    },
    pushes=(
        "That's still vague. What exactly did you do?",
        "I need something concrete. What can you name?",
        "To the point now: what was it?",
    ),
)
