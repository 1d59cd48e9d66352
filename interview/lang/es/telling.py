"""Spanish: the parts of an answer."""

from __future__ import annotations

import re

from interview.lang.es.verbs import FIRST, OTHER_FIRST, you
from interview.lang.patterns import Telling, whole_words


def _turn(phrase: str) -> str:
    verb, _, rest = phrase.partition(" ")
    return f"{you(verb)} {rest}".strip()


_DULL = (
    "empec|decid|aprend|intent|us|prob|termin|trabaj|viv|nac|estudi|pas|llegu|entr|sal|sent|not|pens|cre|"
    "entend|comprend|ped|pregunt|esper|qued|segu|acab"
)
_NOT_AFTER = "".join(f"(?<!\\b{word} )" for word in ("me", "te", "se", "no", "lo", "la", "le", "nos"))
_NOT_AFTER += "".join(f"(?<!\\b{word} )" for word in ("los", "las", "les"))

TELLING = Telling(
    past=whole_words(
        r"vez|ejemplo|proyecto|situación|cuéntame|háblame|\w+[ai]ste|fue|fueron|era|eran|última?|último|"
        r"orgullos[oa]|reciente\w*|has \w+(?:ado|ido|cho|sto)|describe"
    ),
    imagined=whole_words(
        r"\w+rías|imagina|supón|si (?:tuvieras|pudieras|empezaras)|explica|explícame|"
        r"cómo (?:te |le |lo |la )?\w+[ae]s|qué (?:haces|dices|miras|escribes|preguntas)"
    ),
    mine=re.compile(
        rf"^\W*(?:(?:pues|bueno|y|entonces|luego|eh|primero|así que)\b\W*)*"
        rf"(?:yo\b|(?:me |lo |la |les? )?(?:{FIRST}|{OTHER_FIRST}|he \w+)\b)",
        re.IGNORECASE,
    ),
    situation=whole_words(
        r"cuando|mientras|había|hubo|era|eran|estaba|estaban|estábamos|tenía|teníamos|fue|durante|en mi|"
        r"en nuestr[oa]|en (?:19|20)\d\d|el (?:año|mes|verano|invierno|otoño) pasado|una vez|porque|antes|"
        r"después"
    ),
    acted=re.compile(
        rf"\b(?:{FIRST}|he \w+(?:ado|ido|cho|sto)|me (?:encargué|tocó|ocupé)|mi (?:parte|tarea|papel|idea)|"
        rf"\w+(?:aré|eré|iré|aría|ería|iría))\b",
        re.IGNORECASE,
    ),
    result=whole_words(
        r"al final|resultados?|resultó|conseg\w+|logr\w+|mejor[óaé]\w*|aument[óa]\w*|subi[óe]\w*|baj[óa]\w*|"
        r"redu[jc]\w+|ahorr\w+|duplic\w+|creci\w+|lanz[aóé]\w*|entreg[aóé]\w*|funcionó|salió|salieron|"
        r"gan[aó]\w*|"
        r"dej(?:ó|aron|amos) de|ya no|desde entonces|gracias a (?:eso|esto)|a tiempo|volvi(?:ó|eron)|"
        r"más rápid[oa]s?|perdimos|terminó|terminaron|acabó|acabaron|lleg(?:ó|aron)"
    ),
    number=re.compile(
        r"\d|\b(?:dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|quince|veinte|treinta|cuarenta|"
        r"cincuenta|sesenta|setenta|ochenta|noventa|cien|ciento|cientos|doscient[oa]s|mil|miles|mill(?:ón|"
        r"ones)|"
        r"mitad|doble|triple|tercio|cuarto|docenas?)\b",
        re.IGNORECASE,
    ),
    reason=whole_words(
        r"porque|para que|por eso|en vez de|en lugar de|ya que|así que|la razón|de (?:esa|ese|este|esta) "
        r"(?:manera|modo|forma)|si no"
    ),
    check=whole_words(
        r"prueb\w+|prob\w+|med(?:í|ir|iría|ido|ición|iciones)|comprueb\w+|comprob\w+|verific\w+|compar\w+|"
        r"revis\w+|cont(?:é|ar|aría)|monitor\w+|métricas?|alertas?|registros?"
    ),
    claim=re.compile(
        r"\b(?:(?:mucho|bastante|muchísimo) (?:más \w+|mejor|menos)|enorme \w+|gran (?:éxito|mejora|impacto|"
        r"diferencia|cambio)|un éxito(?: total| rotundo)?|a tod[oa]s les (?:encantó|gustó)|"
        r"(?:ahorr|gan)amos much\w+|soy (?:expert[oa]|muy buen[oa]|el mejor|la mejor)|"
        r"nunca (?:falló|fallé|falla)|siempre (?:acierto|cumplo)|funcion(?:a|ó) perfectamente|"
        r"significativ\w+)\b",
        re.IGNORECASE,
    ),
    i=re.compile(rf"\b(?:yo|mi|mis|me|conmigo|mí|{FIRST})\b", re.IGNORECASE),
    we=whole_words(r"nosotr[oa]s|nuestr[oa]s?|nos|\w{2,}(?:amos|imos)"),
    alone=whole_words(r"yo|tú|me|te|mí|ti|conmigo|él|ella"),
    quotable=re.compile(
        rf"{_NOT_AFTER}\b((?!(?:{_DULL})[éí]\b)(?:{FIRST})\b[^.,;:!?¿¡]*)",
        re.IGNORECASE,
    ),
    cut=re.compile(
        r"\s+(?:y|e|o|pero|porque|que|para|cuando|mientras|donde|si|desde|hasta|antes|después|luego|"
        r"entonces|como|"
        r"aunque|así|eh|pues|bueno|con|sin)\b.*$",
        re.IGNORECASE,
    ),
    later_cut=re.compile(r"\s+(?:en|por|entre|sobre|hacia|al|a|de|del)\b[^ ]*(?: \S+)*$", re.IGNORECASE),
    loose_end=re.compile(
        r"(?:\s+(?:el|la|los|las|un|una|unos|unas|de|del|a|al|en|por|mi|mis|su|sus|nuestr[oa]s?|cada|"
        r"tod[oa]s?|"
        r"muy|más|algún|alguna))+$",
        re.IGNORECASE,
    ),
    turned={
        "mi": "tu",
        "mis": "tus",
        "nuestro": "tu",
        "nuestra": "tu",
        "nuestros": "tus",
        "nuestras": "tus",
        "mío": "tuyo",
        "mía": "tuya",
    },
    turn=_turn,
)
