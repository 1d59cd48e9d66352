"""Two people who answer in text, by what they are asked; no answer is given twice."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from interview.models import Brief, Family, Length, Level

ADA = Brief(
    role="Backend Engineer",
    company="Northwind Payments",
    level=Level.SENIOR,
    family=Family.SOFTWARE,
    length=Length.STANDARD,
    candidate_name="Ada Lovett",
    resume_text=(
        "Ada Lovett\nSenior Software Engineer, Harbour Bank, 2019 - 2024\n"
        "Python, Kafka, PostgreSQL, Kubernetes. Cut failed payments by 40 percent.\n"
    ),
    job_description="We look for a backend engineer with Python, Kafka and Terraform to run payments.",
)
BO = Brief(
    role="customer support agent",
    level=Level.JUNIOR,
    family=Family.SUPPORT,
    length=Length.QUICK,
    candidate_name="Bo",
)

ADA_SAYS: tuple[tuple[str, str], ...] = (
    ("ready to begin", "Yes, I'm ready."),
    (
        "yourself|background|career|introduce",
        "I'm a backend engineer with eight years in payments. I started at a small shop that made accounting "
        "software, then I moved to Harbour Bank, where I looked after the settlement systems for five years.",
    ),
    (
        "more of|busy|biggest change|strengths|come to you",
        "What I enjoy most is making slow and fragile things boring. I like it when nobody calls at "
        "night, and I "
        "would like to do that for a system that many people depend on every day.",
    ),
    (
        "how did you come to it|want to work|caught your eye|next step",
        "I came to Python through a data job, and I stayed because our tests were readable. I want "
        "payments work "
        "because mistakes there are visible, and I like to be held to that.",
    ),
    ("Harbour Bank", "Sorry, could you repeat the question?"),
    (
        "Harbour Bank|proud|Kafka|disagreement",
        "We had nightly jobs that failed all the time. I moved the settlement jobs to a queue and I "
        "wrote a small "
        "replay tool, so that nobody had to fix rows by hand any more.",
    ),
    (
        "number|how big|difference did it make|measure",
        "Failed payments fell by 40 percent in three months, and the support team got their mornings back.",
    ),
    ("Tell me about a time you used|codebase|code review", "I don't know, nothing comes to mind."),
    (
        "hard|bug|outage|alternative|decision|closest|faster|improved",
        "We were losing messages and our team looked at the consumers together. We found that our "
        "retries were "
        "wrong, and we changed them, and then we tested it for two weeks in our staging system.",
    ),
    (
        "own part|yours|yourself|watched only you",
        "My part was the retry policy. I wrote the design, I argued for idempotent keys, and I ran the "
        "load test "
        "that showed we could take three times the traffic.",
    ),
    (
        "turn out|changed because|different once|afterwards|came of it",
        "In the end we lost no message at all in the following six months, and I wrote down how we had "
        "done it.",
    ),
    (
        "Terraform|learn|new very quickly|didn't work out|criticism",
        "I learned Terraform in a month because our platform person had left. I read the docs in the "
        "mornings and "
        "rebuilt one service a week, and in the end I had moved nine services.",
    ),
    (
        "hardest|differently|take away|trickiest|why did you choose",
        "I would ask earlier for a second pair of eyes. I lost a week on something a colleague saw in "
        "ten minutes.",
    ),
    (
        "Why Northwind|looking for|employer",
        "I know that you settle the same day and that you publish your incident reports. I read four of "
        "them. I "
        "like that they name the decision and not the person.",
    ),
    (
        "matter to you|made that clear|look forward|points in that",
        "It matters because I have been the person who was named. After that I started writing reports "
        "without "
        "names in my own team, and people told us about problems much earlier.",
    ),
    (
        "team|manager|code|unlike|colleague",
        "With our finance people I sat down every Friday for an hour. I asked them to show me their "
        "spreadsheets, "
        "and I built two reports from that which replaced nine of theirs.",
    ),
    ("anything you would like to ask", "How big is the team I would work with?"),
    ("anything else|anything more|another question", "No, that's all from me, thank you."),
)
BO_SAYS: tuple[tuple[str, str], ...] = (
    ("ready to begin", "Hi, how long does this take?"),
    ("ready|shall we", "Okay, yes."),
    ("yourself|background|introduce", "I worked in a cafe and then in a phone shop."),
    (
        "more about|like most|best at",
        "Mostly I explained phones to older people and fixed their settings. I liked their faces when it "
        "worked.",
    ),
    ("support agent|helping customers|strengths|next step", "What do you mean?"),
    (
        "proud|upset|angry|customer",
        "A man shouted at me because his phone had lost all his photos. I asked him to sit down, I "
        "listened, and "
        "then I found the photos in his old backup. He came back the next day with cake.",
    ),
    ("number|how big|measure|difference did it", "It took about twenty minutes."),
    ("usual steps|couldn't solve|same trouble|busiest", "Let me think."),
    (
        "your time|no rush|think it over|all the time|i'll wait",
        "I wrote a sheet with the five questions everyone asks and put it on the counter.",
    ),
    ("anything you would like to ask", "No, I'm good."),
)
OTHERWISE: tuple[str, ...] = (
    "I once had to plan the holidays of six people who all wanted August. I made a list, asked each of "
    "them for "
    "two wishes, and in the end everyone got one of them.",
    "I try to be early and to say what I don't know. It saves everyone time.",
    "My last team lead said that I ask good questions. I think I learned that from my grandmother.",
    "I fixed the printer that nobody wanted to touch, and since then people bring me broken things.",
    "I like quiet mornings and a clear list. I can do loud ones as well when it has to be.",
    "There was a delivery that arrived with half the parts. I called the depot, drove there, and we "
    "opened on time.",
    "I took a course on writing clearly last year. My mails became half as long.",
    "I keep a notebook with what went wrong each week, and I read it on Fridays.",
)


def answers_of(
    lines: Sequence[tuple[str, str]], otherwise: Sequence[str] = OTHERWISE
) -> Callable[[int, str], str]:
    """A fresh person: the first unused line whose pattern fits what was heard, else some other story."""
    left, other = list(lines), list(otherwise)

    def says(_number: int, heard: str) -> str:
        for line in left:
            if re.search(line[0], heard, re.IGNORECASE):
                left.remove(line)
                return line[1]
        return other.pop(0) if other else f"{otherwise[0]} {len(heard)}"

    return says
