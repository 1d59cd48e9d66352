"""The first words of an interview that a model conducts: said by code, so nobody waits for them. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from interview.edges import hello as named_hello
from interview.lang import LANGUAGES
from interview.scene import Scene
from interview.talk import Talk

_ABOUT: Mapping[str, str] = {
    "en": "I'm an interviewing program, and you can ask me to repeat anything.",
    "es": "Soy un programa que hace entrevistas, y puedes pedirme que repita lo que quieras.",
}


def hello(scene: Scene) -> str:
    """What the interviewer says first; empty in a language that has no wording here."""
    code = scene.brief.language
    if code not in LANGUAGES or code not in _ABOUT:
        return ""
    talk = Talk(scene)
    return f"{named_hello(talk)} {_ABOUT[code]} {talk.manner.how}"
