"""Spanish: how words of a requirement are found again in what was said. Accents are off already."""

from __future__ import annotations

import re

from interview.lang.es.verbs import FIRST, OTHER_FIRST
from interview.lang.lists import word_lists
from interview.lang.patterns import Matching, whole_words

_LISTS = word_lists("es")
_NOT = (
    r"no(?! (?:solo|sólo|solamente|obstante)\b)(?=\W* \w)(?![.,;:!?])(?<!\bya no)|(?<=\w )no(?=\W*$)|"
    r"nunca|jamás|tampoco|"
    r"nadie|ningún|"
    r"ningun[oa]|ni|nada(?! más)|apenas|desconozco|poc[oa] (?:experiencia|contacto|idea)|cero (?:experiencia|"
    r"conocimientos?|contacto)|me falta|carezco"
)
_WISHED = (
    r"ojalá|hubiera|hubiese|habría (?:querido|podido|usado|\w+[ai]do)|si (?:tuviera|pudiera|fuera|usara|"
    r"supiera)|(?:quiero|quisiera|querría|gustaría|encantaría|espero|tendría que|tengo que|necesito|"
    r"me falta) "
    r"(?:\w+ )?(?:aprender|probar|empezar|usar)|es nuev[oa] para mí|en teoría|algún día"
)
_SHUNNED = (
    r"evit\w+|me negué|me niego|rechacé|se me da(?:n|ba)? (?:muy |fatal|mal)\w*|soy (?:un |una )?(?:mal[oa]|"
    r"negad[oa]|desastre|pésim[oa]|inútil)|se me resist\w+|torpe|me da(?:n|ba)? miedo|(?:solo|sólo|"
    r"solamente) (?:\w+ )?(?:leí|"
    r"leído|oí|"
    r"oído|visto|vi)|(?:oí|oído|leí|leído) (?:hablar|sobre|algo)"
)
_PERSON = (
    r"jef[ea]s?|gerente|supervisora?|responsable|líder|directora?|compañer[oa]s?|colegas?|amig[oa]s?|"
    r"herman[oa]s?|madre|padre|padres|marido|mujer|espos[oa]|pareja|novi[oa]|prim[oa]s?|tí[oa]s?|hij[oa]s?|"
    r"vecin[oa]s?|mentora?|profesora?|desarrolladora?(?:es)?|ingenier[oa]s?|consultor(?:a|es)?|"
    r"proveedor(?:es)?|"
    r"becari[oa]s?|gente"
)
MATCHING = Matching(
    endings=re.compile(
        r"(?<=\w{4})(?:[ai]mientos?|aciones|acion|ciones|cion|iendo|ando|[ai]d[oa]s?|aron|ieron|aba[ns]?|"
        r"abamos|[aei]mos|[aei]r|[aeo]s?|s)$"
    ),
    kept=_LISTS["kept"],
    generic=_LISTS["generic"],
    lacking=re.compile(rf"\b(?:{_NOT}|{_WISHED}|{_SHUNNED})\b|\? (?:no|nunca)\b", re.IGNORECASE),
    onward=whole_words(r"sin(?! (?:embargo|duda))|en (?:vez|lugar) de|a diferencia de"),
    others=re.compile(
        rf"(?<!\ba )(?<!\bcon )(?<!\bpara )(?<!\bde )(?<!\by )\b(?:mis?|el|la|los|las|un|una|"
        rf"nuestr[oa]s?|otr[oa]s?|"
        rf"tus?|sus?) (?:\w+ )?(?:{_PERSON})\b(?! y yo\b)|\botro equipo\b|"
        r"^\W*(?:(?:y|pero|porque|entonces|pues|que) )*(?:él|ella|ellos|ellas|alguien|otros|todos) ",
        re.IGNORECASE,
    ),
    mine=re.compile(
        rf"\b(?:yo|me|mí|conmigo|nosotr[oa]s|nos|juntos|{FIRST}|{OTHER_FIRST}|he \w+|hemos \w+|"
        rf"\w{{2,}}(?:amos|imos))\b",
        re.IGNORECASE,
    ),
    back=re.compile(
        r"\b(?:yo|eso|esto|ello|ell[oa]s|personalmente|mí)\b\W*$|\b(?:no|nunca) l[oa]s? (?:he|había|us|"
        r"us[éo]|usaba|"
        r"toqué|manejo|conozco|probé|llegué)\b|\bque (?:yo )?(?:no|nunca)\b|\b(?:no|nunca)\W*$",
        re.IGNORECASE,
    ),
    does=re.compile(
        rf"\b(?:{FIRST}|{OTHER_FIRST}|usé|yo \w+(?:aba|ía)|he \w+(?:ado|ido|cho|sto)|hemos \w+(?:ado|"
        rf"ido|cho|sto)|"
        rf"\w{{2,}}(?:amos|imos)|"
        r"(?:estaba|estuve|estoy|llevo|llevaba|llevamos|estábamos)(?: \w+){0,3} \w+ndo|uso|utilizo|"
        r"trabajo con|escribo|"
        r"gestiono|dirijo|manejo|hago|hacía|usaba|trabajaba|mi (?:parte|tarea|papel|idea))\b",
        re.IGNORECASE,
    ),
    joins=frozenset(
        [
            *("pero", "porque", "aunque", "sino", "mientras"),
            *(f"y {word}" for word in ("yo", "no", "nunca", "mi", "me", "nosotros", "él", "ella")),
        ]
    ),
)
