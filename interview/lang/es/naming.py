"""Spanish: the things an answer names, and the facts that can be held against a résumé."""

from __future__ import annotations

import re

from interview.lang.lists import word_lists
from interview.lang.patterns import Claims, Naming

_LISTS = word_lists("es")
NAMING = Naming(
    articles={
        "el": "el",
        "la": "la",
        "los": "los",
        "las": "las",
        "al": "el",
        "del": "el",
        "un": "ese",
        "una": "esa",
        "unos": "esos",
        "unas": "esas",
        "mi": "tu",
        "mis": "tus",
        "nuestro": "tu",
        "nuestra": "tu",
        "nuestros": "tus",
        "nuestras": "tus",
        "su": "su",
        "sus": "sus",
        "este": "ese",
        "esta": "esa",
        "estos": "esos",
        "estas": "esas",
        "ese": "ese",
        "esa": "esa",
        "esos": "esos",
        "esas": "esas",
    },
    openers=_LISTS["openers"],
    stop=_LISTS["stop"],
    verbs=re.compile(
        rf"(?:{'|'.join(sorted(_LISTS['verbs']))}|"
        rf"(?!(?:{'|'.join(sorted(_LISTS['nouns']))})$)"
        r"(?:\w{2,}(?:ó|é|í|aron|ieron|aba|aban|ábamos|amos|imos|ando|iendo|(?:ándo|iéndo)\w+|aste|iste)|\w{3,}(?:ar|er|ir)"
        r"(?:l[aeo]s?|me|te|se|nos)?))$"
    ),
    loose=re.compile(r"(?!)"),
    adverbs=re.compile(r"\w{2,}mente$"),
    likely=re.compile(
        r"\w{3,}(?:ción|ciones|sión|siones|miento|dad|tad|eza|ismo|aje|encia|ancia|tura|ista)s?$"
    ),
    dull=_LISTS["dull"],
    qualities=_LISTS["qualities"],
    nouns=_LISTS["nouns"],
    joins=frozenset({"de"}),
)

_NUMBERS = "un dos tres cuatro cinco seis siete ocho nueve diez once doce"
_NAME = (
    r"(?P<name>[A-ZÁÉÍÓÚÑ][\w&'-]*(?: (?:del|de la|de|y|&) (?=[A-ZÁÉÍÓÚÑ]))?(?: [A-ZÁÉÍÓÚÑ][\w&'-]*){0,2})"
)
CLAIMS = Claims(
    years=re.compile(
        r"\b(?P<count>\d{1,2}|un|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|quince|veinte|"
        r"treinta) años?\b",
        re.IGNORECASE,
    ),
    total=re.compile(
        r"años? (?:de (?:\w+ )?(?:experiencia|trabajo|carrera|oficio)|(?:trabajando|dedicad[oa])\b|"
        r"en (?:el|la|este|esta) (?:sector|profesión|industria|oficio|ramo)|en total)",
        re.IGNORECASE,
    ),
    employer=re.compile(
        r"\b(?:[Tt]rabaj\w+|[Pp]rácticas|[Cc]ontrat\w+|[Pp]uesto|[Aa]ños)(?: (?:como|de) \w+(?: \w+)?)? para "
        rf"{_NAME}|\b(?:en la empresa|me contrató|me fichó|fiché por) {_NAME.replace('name', 'joined')}"
    ),
    rank=re.compile(
        r"\b(?:[Ff]ui|[Hh]e sido|[Tt]rabajé (?:como|de)|[Mm]e nombraron|[Mm]e ascendieron a|[Mm]i cargo era) "
        r"(?:el |la |un |una )?(?P<rank>director[a]?(?: \w+)?|jef[ea] de \w+|gerente(?: de \w+)?|"
        r"responsable de \w+|C[ETFO]O|encargad[oa]|supervisor[a]?|fundador[a]?|catedrátic[oa])\b"
    ),
    since=re.compile(r"\b(?:[Ee]n|[Dd]esde|[Hh]asta) (?:el )?(?P<year>(?:19|20)\d\d)\b"),
    numbers={word: value for value, word in enumerate(_NUMBERS.split(), start=1)}
    | {"quince": 15, "veinte": 20, "treinta": 30},
    roots={
        "director": ("direct", "jef", "head", "gerent"),
        "directora": ("direct", "jef", "head", "gerent"),
        "jefe": ("jef", "lead", "head", "respons", "líder", "manag", "encarg", "coordin"),
        "jefa": ("jef", "lead", "head", "respons", "líder", "manag", "encarg", "coordin"),
        "gerente": ("gerent", "manag", "direct", "head", "jef"),
        "responsable": ("respons", "lead", "head", "jef", "manag", "coordin", "encarg"),
        "encargado": ("encarg", "respons", "jef", "supervis", "manag"),
        "encargada": ("encarg", "respons", "jef", "supervis", "manag"),
        "supervisor": ("supervis", "lead", "jef", "encarg"),
        "supervisora": ("supervis", "lead", "jef", "encarg"),
    },
)
