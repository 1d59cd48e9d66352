"""English: what is said in any manner."""

from __future__ import annotations

from interview.lang.en.replies import REPLIES
from interview.lang.shape import Script
from interview.models import Track


def _role(role: str) -> str:
    """The role with its article, as in "to work as …"."""
    if role.startswith(("a ", "an ", "the ", "this ")):
        return role
    return ("an " if role[:1].lower() in "aeio" else "a ") + role


SCRIPT = Script(
    hello="Hello{name}, this is your practice {kind} for the role of {role}{at}.",
    hello_stage="Hello{name}, let's practise one part for the role of {role}{at}: {stage}.",
    hello_question="Hello{name}, let's practise one question for the role of {role}{at}.",
    named=" {name}",
    at=" at {company}",
    kinds={
        Track.INTRO_CALL: "intro call",
        Track.BEHAVIORAL: "interview",
        Track.TECHNICAL: "technical interview",
    },
    no_role="your choice",
    this_role="this role",
    joined="and",
    role=_role,
    stages={
        "self_intro": "the introduction",
        "past_experience": "past experience",
        "company_fit": "company fit",
    },
    parts={
        "self_intro": "you",
        "past_experience": "what you've done",
        "past_experience.technical": "the work itself",
        "company_fit": "what you're looking for",
    },
    what_this_is="Sure. This is a practice interview, and I'll ask you questions one at a time.",
    ready="Ready?",
    ready_after_question=("Shall we begin?", "Are you ready to start?", "If that's clear, shall we start?"),
    not_ready=(
        "No rush. Say so when you're ready.",
        "That's fine. Settle in, and say yes when you want to start.",
        "Take a breath. Just say ready when you are.",
    ),
    plain_openers=("Next, I'd like to talk about {label}.", "Let's come to {label}."),
    time_to_think=(
        "Of course, take your time.",
        "No rush at all.",
        "Sure, think it over.",
        "Take all the time you need.",
        "That's fine, I'll wait.",
    ),
    again=("Of course.", "Sure, here it is again.", "Certainly.", "Yes, once more.", "Happy to."),
    differently=("Put another way:", "Let me rephrase it:", "In other words:", "Said differently:"),
    plain_rephrase=(
        "choose any moment from your work or studies that comes close, and tell me what you did.",
        "what is the first example that comes to your mind, and what was your part in it?",
        "start with what was going on at the time, then tell me what you did about it.",
    ),
    back=(
        "So, back to what I asked: please go on whenever you like.",
        "With that said, please carry on with your answer.",
        "Now, over to you again.",
        "Alright, let's return to the question I put to you.",
    ),
    heard=("Thank you, I've taken that down.", "Thanks, that goes into your transcript too."),
    all_done=("Alright, then let's wrap up.", "Good, then we're nearly done."),
    wrap_ups=(
        "Thank you. Time is moving on, so let's leave it there.",
        "Thanks, I'll stop us here, because we have a little more to cover.",
        "I'm sorry to cut this short. We need to keep moving.",
        "Let's pause there, so that we have time for the rest.",
    ),
    anything_else=(
        "Is there anything else you'd like to ask or add?",
        "Anything more on your side?",
        "Do you have another question, or something you'd like to add?",
    ),
    spare_questions=(
        "What else from your experience should I know about?",
        "Which piece of your work are you proudest of, and why?",
        "What kind of task do people usually bring to you?",
        "Tell me about something you learned recently, and how you used it.",
        "What would a colleague say you are easy to rely on for?",
        "What is something you would do differently today, and why?",
        "How do you usually notice that something is going wrong?",
        "Which habit has helped you most in your work?",
        "What is the next thing you would like to get better at?",
    ),
    generic_questions=(
        "What have you done that has to do with {label}?",
        "When it comes to {label}, which example of your own are you proudest of?",
        "What did you find hardest about {label}, and how did you handle that?",
        "Who taught you something about {label}, and what was it?",
        "Where would you still like to improve in {label}?",
        "How would you explain {label} to someone new to it?",
        "Looking back, which mistake in {label} taught you most?",
    ),
    go_on="Please go on in your own words, I'm listening.",
    thanks="Thank you.",
    move_on="Thank you. Let's move on.",
    hand_over="Before we finish: is there anything you would like to ask{about}, or add?",
    hand_over_about=(" about the role", " about the role or {company}"),
    hand_over_rephrase="Do you have questions, or is there something you wanted to say that didn't come up?",
    closing=(
        "Thank you for practising with me{name}. That was the whole interview. "
        "Your transcript and feedback will be on the review page in a moment. Goodbye, and good luck."
    ),
    closing_drill=(
        "Thank you for practising with me{name}. That was it for this time; come back as often as you like. "
        "Your transcript and feedback will be on the review page in a moment. Goodbye, and good luck."
    ),
    closing_again="That's all from me. Goodbye, and take care.",
    lead_action=("You said {phrase}: {question}", "So {phrase}: {question}"),
    lead_past=("When {phrase}, {question}",),
    lead_thing=(
        "You mentioned {thing}: {question}",
        "About {thing}: {question}",
        "Let's stay with {thing}: {question}",
        "Coming back to {thing}: {question}",
    ),
    lead_claim=("You said {claim}: {question}", "You called it {claim}: {question}"),
    in_advert=(
        "You mentioned {skill}, and this job asks for it: what was the trickiest thing you did with it?",
        "This job asks for {skill} too: how far did you take it there?",
    ),
    in_resume=(
        "You mentioned {skill}, which is on your résumé too: what did you rely on it for?",
        "{skill} stands on your résumé as well: why was it right for this?",
    ),
    clashes={
        "years": (
            "Let me check one thing: your résumé has {start} to {end} for {name}, and I heard {said} years. "
            "How do the two go together?"
        ),
        "total": (
            "Let me check one thing: your résumé goes back to {start}, and I heard {said} years. "
            "What came before that?"
        ),
        "employer": (
            "I don't see {name} on your résumé, or I missed it. When was that, and what did you do there?"
        ),
        "rank": (
            "Let me check one thing: I heard {said}, and I don't see that on your résumé. "
            "How did that role come about?"
        ),
        "since": (
            "Let me check one thing: I heard {said}, and your résumé has {start} to {end} for {name}. "
            "How do the two go together?"
        ),
    },
    frame="Let's talk about this: {text}. What would you say about it?",
    about=REPLIES,
    not_known=(
        "I'm a practice interviewer, so I can't speak for {company}. "
        "It's a good question to bring to the real interview.",
        "Only someone who works there can tell you that. Note it down and ask them.",
        "That I don't know, since I only practise with you. Keep it for the people at {company}.",
        "I'd have to make that up, and I won't. The real interviewer will know.",
    ),
    the_company="the company",
    format_start="We start with {part}",
    format_then=", then talk about {part}",
    format_end=", and then we close.",
)
