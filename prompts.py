"""A moment of an interview in; what a model is told out. Texts live in ``interview/prompts``. Pure.

Everything that came from a form, a file or a mouth is put between two marks made of a random marker.
The caller draws the marker anew for each request; it is cut out of the text first, so that no text can
close its block.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib import resources

from interview.agenda import Agenda
from interview.models import Brief
from interview.offline import CANDIDATE_QUESTIONS, MOST_FOLLOW_UPS
from interview.scene import Scene

_SHORTEST_MARKER = 16
_MARKER = re.compile(r"[A-Za-z0-9]+")
_MOST_CHARACTERS = 12_000
_CUT = " … (shortened)"
_MOST_ASKED = 40


@lru_cache
def text(name: str) -> str:
    """A file of ``interview/prompts``, by its name."""
    return resources.files("interview.prompts").joinpath(name).read_text(encoding="utf-8").strip()


@lru_cache
def _hints() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads(text("hints.toml"))


def marks(marker: str) -> tuple[str, str]:
    """The marks that open and close a block.

    Raises:
        ValueError: the marker isn't at least 16 letters and digits.
    """
    if len(marker) < _SHORTEST_MARKER or not _MARKER.fullmatch(marker):
        raise ValueError("A marker needs at least 16 random letters and digits.")
    return f"<<data {marker}>>", f"<<end {marker}>>"


def data_block(name: str, text: str, marker: str) -> str:
    """Untrusted ``text`` between two marks; cut at 12,000 characters.

    Args:
        name: ours, e.g. ``résumé``; never from outside.
        marker: random, at least 16 letters and digits, new for each request.
    """
    opened, closed = marks(marker)
    clean = _printable(text)
    while marker.lower() in clean.lower():
        clean = re.sub(re.escape(marker), "", clean, flags=re.IGNORECASE)
    clean = clean.replace("<<", "‹‹").replace(">>", "››").strip()
    if len(clean) > _MOST_CHARACTERS:
        clean = clean[:_MOST_CHARACTERS] + _CUT
    return f"{name}:\n{opened}\n{clean}\n{closed}"


def repair(told: str, reasons: Sequence[str], answer: str, *, marker: str) -> dict[str, str]:
    """The message that asks a model to put its answer right.

    Args:
        told: the file of ``interview/prompts`` that says so, with a place for ``reasons``.
        reasons: our own sentences.
        answer: what the model wrote; it may repeat what others wrote, so it stands in a block too.
    """
    listed = "\n".join(f"- {reason}" for reason in reasons)
    asked = text(told).format(reasons=listed)
    return {"role": "user", "content": f"{data_block('Your answer', answer, marker)}\n\n{asked}"}


@lru_cache(maxsize=256)
def _printable(text: str) -> str:
    """``text`` without what can't be seen; kept, since a résumé comes with every request."""
    return "".join(char for char in text if char in "\n\t" or char.isprintable()).strip()


def instructions(scene: Scene, now: Agenda, *, marker: str) -> str:
    """What the interviewer is told before it speaks.

    Args:
        now: the agenda of ``scene``.
        marker: see :func:`data_block`.
    """
    return "\n\n".join(part for _, part in _parts(scene, now, marker))


def own_words(scene: Scene, now: Agenda, *, marker: str) -> str:
    """The part of :func:`instructions` that is ours and nobody else's to hear: all but the data blocks."""
    return "\n\n".join(part for ours, part in _parts(scene, now, marker) if ours)


def _parts(scene: Scene, now: Agenda, marker: str) -> list[tuple[bool, str]]:
    """Each part in order, and whether it is ours."""
    opened, closed = marks(marker)
    brief, hints = scene.brief, _hints()
    language = hints["languages"].get(brief.language, f"the language with the code {brief.language}")
    blocks = [*_facts(brief, marker), *_questions(now, marker)]
    ours = [
        text("interviewer.md").format(open=opened, close=closed, language=language),
        hints["persona"][brief.persona.value],
        f"{hints['track'][brief.track.value]} The level of the job: {brief.level.value}.",
    ]
    return [
        *((True, part) for part in ours),
        *((False, block) for block in blocks),
        (True, _stage(scene, now)),
        (True, "\n".join(f"- {hint}" for hint in _moment(scene, now))),
    ]


def _facts(brief: Brief, marker: str) -> list[str]:
    facts = {
        "Role": brief.role,
        "Company": brief.company,
        "Candidate's name": brief.candidate_name,
        "Résumé": brief.resume_text,
        "Job description": brief.job_description,
    }
    return [data_block(name, text, marker) for name, text in facts.items() if text.strip()]


def _questions(now: Agenda, marker: str) -> list[str]:
    lists: dict[str, Sequence[str]] = {
        "Asked so far": now.asked[-_MOST_ASKED:],
        "Planned questions not asked yet, in their order": [q.text for q in now.waiting],
        "The question that is being answered": [now.question] if now.question else [],
        "A follow-up about what does not fit the résumé": [now.clash] if now.clash else [],
    }
    return [data_block(name, _listed(texts), marker) for name, texts in lists.items() if texts]


def _listed(texts: Sequence[str]) -> str:
    return texts[0] if len(texts) == 1 else "\n".join(f"{n}. {text}" for n, text in enumerate(texts, start=1))


def _stage(scene: Scene, now: Agenda) -> str:
    stage = scene.stage
    return text("stage.md").format(
        label=stage.label,
        purpose=stage.purpose,
        asked=scene.questions_in_stage,
        questions=stage.min_questions,
        spent=int(scene.elapsed_s),
        time=f"{stage.min_time_s:g}",
        minutes=f"{now.minutes_left:.1f}",
    )


def _moment(scene: Scene, now: Agenda) -> list[str]:
    """The hints that hold at this moment, in the order they are read."""
    moment = _hints()["moment"]
    if scene.last:
        return _closing(now)
    if scene.stage.name == "greeting":
        silent = [moment["nudge"]] if now.opened and not now.answer else []
        return [*silent, moment["greeting" if now.opened else "open_greeting"]]
    if scene.wrapping_up and scene.can_move:
        return [moment["wrapping_up"]]
    told = [moment["may_move" if scene.can_move else "may_not_move"]]
    if any(q.id == CANDIDATE_QUESTIONS for q in now.waiting):
        told.append(moment["hand_over"])
    if now.repeated:
        told.append(moment["repeated"])
    return [*told, *_about_the_answer(now)]


def _closing(now: Agenda) -> list[str]:
    """What holds in the last stage; the candidate has their chance to ask before it ends."""
    moment = _hints()["moment"]
    if now.opened and not now.answer:
        return [moment["closing_silent"], moment["closing"]]
    asked_back = now.handed_over or now.opened
    return [moment["closing"]] if asked_back else [moment["closing_ask"], moment["closing"]]


def _about_the_answer(now: Agenda) -> list[str]:
    moment = _hints()["moment"]
    forward = moment["next" if now.waiting else "out_of_plan"]
    if not now.opened:
        return [moment["open"]]
    if not now.answer:
        return [moment[now.silence or "nudge"], *([forward] if now.silence == "next" else [])]
    if now.meant in ("repeat", "rephrase", "ask", "think"):
        return [moment[now.meant]]
    if now.meant == "pass":
        return [moment["pass"], forward]
    if now.clash and now.follow_ups < MOST_FOLLOW_UPS:
        return [moment["clash"]]
    lacks = _hints()["lacks"]
    told = [lacks[part] for part in now.depth.lacks[:2]] if now.depth else []
    if now.depth:
        told = [f"Depth of the last answer: {now.depth.score} of 5.", *(told or [lacks["nothing"]])]
    if now.follow_ups >= MOST_FOLLOW_UPS:
        return [*told, moment["most_follow_ups"], forward]
    return [*told, moment["follow_or_next"] if now.depth and now.waiting else forward]
