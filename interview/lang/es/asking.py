"""Spanish: how an interviewer's questions are recognised."""

from __future__ import annotations

import re

from interview.lang.patterns import Asking

_PROMPT = re.compile(
    r"^(?:\W*(?:y|ahora|entonces|bien|bueno|vale|por favor|primero|luego|para empezar|por último|"
    r"brevemente)\b"
    r"[\s,:]*)*"
    r"(?:cuént[ae](?:me|nos)|hábl[ae](?:me|nos)|descríb[ea](?:me|la|lo)?|describ[ea]|dime|dígame|"
    r"explí(?:ca|que)(?:me|lo|la)|expli(?:ca|que)|deme (?:un|una|algún)|póngame un ejemplo|"
    r"preséntese|piense en|"
    r"preséntate|piensa en|elige (?:un|una|algo|cualquier|tu)|toma (?:un|una|algo)|nombra|resume|"
    r"ponme un ejemplo|"
    r"dame (?:un|una|algún)|comparte|llévame|recuérdame|muéstrame|me gustaría (?:saber|oír|escuchar)|"
    r"quisiera (?:saber|oír))\b",
    re.IGNORECASE,
)
_SMALL_TALK = re.compile(
    r"\b(?:estás list[oa]|empezamos|comenzamos|empecemos|te parece bien|me oyes|se me oye|cómo estás|"
    r"sigues ahí|estás ahí|algo más (?:que quieras|por tu parte)|alguna otra pregunta)\b|"
    r"(?:,\s*(?:vale|de acuerdo|sí)|^\W*qué tal(?: estás)?)\?$",
    re.IGNORECASE,
)
_AGAIN = re.compile(
    r"\b(?:dicho de otr[oa] (?:modo|manera|forma)|en otras palabras|con otras palabras|te la repito|"
    r"la repito|repito la pregunta|te lo pregunto de otr[oa] (?:modo|manera|forma)|la pregunta era|"
    r"te preguntaba|una vez más|aquí va otra vez|volviendo a (?:la|mi) pregunta)\b",
    re.IGNORECASE,
)
_FILLER = re.compile(
    r"a|al|algo|como|con|cómo|cuál|cuáles|cuándo|cuéntame|de|del|dime|dónde|e|el|ella|en|era|es|esa|ese|eso|"
    r"esta|este|esto|fue|ha|has|hay|háblame|hiciste|la|las|le|lo|los|me|mi|más|o|para|pero|por|porque|que|"
    r"qué|"
    r"quién|se|si|su|sus|te|tu|tus|tú|u|un|una|unas|unos|y|ya"
)

ASKING = Asking(prompt=_PROMPT, small_talk=_SMALL_TALK, again=_AGAIN, filler=_FILLER)
