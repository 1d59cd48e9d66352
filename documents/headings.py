"""Which lines of a résumé or a job description are headings, and of what."""

from __future__ import annotations

import re

OTHER = "other"
_WORDS: dict[str, tuple[str, ...]] = {
    "summary": (
        *("summary", "profile", "about", "about me", "objective", "overview", "personal statement"),
        *("career objective", "professional summary", "executive summary", "professional profile"),
        "career summary",
    ),
    "experience": (
        *("experience", "work experience", "professional experience", "employment", "employment history"),
        *("work history", "career history", "career", "relevant experience", "internships", "volunteering"),
        *("volunteer experience", "positions held", "experience and projects"),
    ),
    "projects": ("projects", "selected projects", "personal projects", "side projects", "open source"),
    "education": (
        *("education", "education and training", "academic background", "studies", "training"),
        *("academic history", "qualifications and education", "courses", "coursework"),
    ),
    "skills": (
        *("skills", "technical skills", "core skills", "key skills", "core competencies", "competencies"),
        *(
            "technologies",
            "tools",
            "tools and technologies",
            "expertise",
            "skills and tools",
            "areas of expertise",
        ),
        "technical expertise",
    ),
    "certifications": (
        "certifications",
        "certificates",
        "licences",
        "licenses",
        "licenses and certifications",
    ),
    "languages": ("languages", "language skills"),
    "awards": ("awards", "honors", "honours", "achievements", "honors and awards", "awards and honours"),
    "publications": ("publications", "talks", "patents", "publications and talks", "research"),
    "interests": ("interests", "hobbies", "hobbies and interests", "activities"),
    "contact": ("contact", "contact details", "personal details", "contact information"),
    "references": ("references", "referees"),
    "responsibilities": (
        *("responsibilities", "key responsibilities", "what you will do", "what you'll do", "the role"),
        *(
            "duties",
            "your role",
            "your tasks",
            "about the role",
            "the job",
            "job description",
            "your mission",
        ),
        *("role and responsibilities", "day to day"),
    ),
    "requirements": (
        *("requirements", "qualifications", "what you bring", "what we look for", "what we are looking for"),
        *("what we're looking for", "must have", "must haves", "your profile", "minimum qualifications"),
        *("preferred qualifications", "nice to have", "nice to haves", "who you are", "about you"),
        *("you have", "bonus points", "required skills", "essential", "desirable", "person specification"),
    ),
    "benefits": (
        "benefits",
        "what we offer",
        "we offer",
        "perks",
        "perks and benefits",
        "compensation",
        "salary",
    ),
    "company": ("about us", "who we are", "about the company", "the company", "about the team", "the team"),
}
_KINDS = {words: kind for kind, headings in _WORDS.items() for words in headings}
_SPACED = re.compile(r"(?:[^\W\d_] ){3,}[^\W\d_]")
_NO_WORD = re.compile(r"[^\w' ]+")
_MOST_WORDS = 5
_MOST_LETTERS = 60


def kind_of_heading(line: str, *, after_gap: bool) -> str:
    """What a line is the heading of, ``other`` for one that says nothing we know, empty for no heading.

    Args:
        after_gap: whether a blank line or nothing stands before it; needed for words we don't know.
    """
    line = line.strip()
    if not line or len(line) > _MOST_LETTERS:
        return ""
    whole = line.replace(" ", "") if _SPACED.fullmatch(line) else line
    words = " ".join(_NO_WORD.sub(" ", whole.casefold().replace("’", "'").replace("&", " and ")).split())
    if words in _KINDS:
        return _KINDS[words]
    unknown = (
        after_gap
        and whole.isupper()
        and len(words.split()) <= _MOST_WORDS
        and sum(letter.isalpha() for letter in whole) >= max(4, 0.7 * len(whole.replace(" ", "")))
    )
    return OTHER if unknown else ""
