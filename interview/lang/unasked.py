"""Lines of a job advertisement that nobody should be asked about; of all languages at once, since an
advertisement may be in another language than the interview.
"""

from __future__ import annotations

import re

from interview.lang.patterns import whole_words

_FAITHS = r"christian|catholic|protestant|evangelical|muslim|islamic|jewish|hindu|buddhist|sikh"
_FE = r"cristian[oa]s?|católic[oa]s?|evangélic[oa]s?|musulm[aá]n\w*|judí[oa]s?"
_PEOPLE = r"only|preferred|candidates?|applicants?|need apply"
_ORIGINS = r"white|black|caucasian|asian|european|african|arab|latin[oa]|hispanic|indian|western"
PRIVATE = whole_words(
    # age
    r"years? of age|age (?:limit|range|group of)|aged? (?:\d|between|under|over|from)|(?:under|over|below) "
    r"(?:the age|age)|\d\d years? (?:old|or (?:younger|under|below))|(?:under|below|younger than|"
    r"older than) \d\d(?! \w*(?:minutes?|hours?|days?|seconds?|percent|people))(?= years|\W*$)|"
    rf"young(?:er)? (?:{_PEOPLE}|people only|person|man|woman|lady|and (?:energetic|dynamic|attractive))|"
    r"años de edad|(?:menor|mayor)(?:es)? de \d\d|edad (?:entre|máxima|mínima|hasta|de)|"
    r"entre \d\d y \d\d años|hasta \d\d años|"
    # sex
    r"(?:fe)?males?(?! (?:and|or|patients?|clients?|wards?|health))|"
    rf"(?:men|women|man|woman|lad(?:y|ies)|gentlem[ae]n|girls?|boys?) (?:{_PEOPLE})|your (?:sex|gender)|"
    r"prefer (?:men|women|males|females|girls|boys)|(?:men|women|ladies|girls|boys) (?:welcome|wanted)|"
    r"no (?:(?:old|young|single|pregnant) )?(?:mothers|fathers|gays?|women|men|accent|blacks|muslims|"
    r"jews|christians)|"
    r"only (?:germans|americans|europeans|britons|whites|spaniards|indians|locals)|(?:whites|blacks|"
    r"locals|germans|americans|"
    r"europeans|indians) only|local (?:candidates|applicants) only|native(?: \w+)? speakers?|"
    r"mother tongue|accent-free|"
    r"(?:fit and|good|perfect) health\w*(?! (?:care|and safety))|lengua materna|nativ[oa]s? de|no se admiten|"
    r"(?:sólo|solo|solamente|únicamente) (?:mujeres|hombres|chic[oa]s|señoritas)|"
    r"(?:sexo|género) (?:femenino|masculino|indistinto)|señoritas?|varón|varones|"
    r"(?:mujer|hombre|chic[oa])(?:es|s)? (?:de \d|entre|menor|joven|solter|casad)\w*|"
    # family
    r"married|unmarried|divorced|childless|(?:without|no|have|any) (?:\w+ )?(?:children|kids|dependants|"
    r"dependents)|(?:marital|family) status|single (?:man|woman|person|mothers?|parents?|only|preferred)|"
    r"be single|(?:not|never|nor|be|get|become|if|you) pregnant|pregnancy (?:test|plans?)|"
    r"casad[oa]s?|solter[oa]s?|divorciad[oa]s?|sin (?:hijos|cargas familiares)|estado civil|"
    r"(?:no|estar|estás) (?:estar )?embarazad[oa]s?|"
    # faith
    rf"(?:{_FAITHS}) (?:faith|beliefs?|values|believer|person|background|or|{_PEOPLE})|"
    rf"(?:practi[cs]ing|devout|committed|born-again|be an?) (?:{_FAITHS})|(?:your|our|same) (?:faith|"
    rf"religion)|"
    r"church member\w*|(?:attend|go to) (?:a |the |our )?(?:church|mosque|mass|synagogue|temple)|"
    r"member of (?:a|the|our) (?:church|mosque|parish)|"
    rf"(?:fe|religión|creencias?|valores) (?:{_FE})|(?:{_FE}) practicantes?|(?:ser|personas?) (?:{_FE})|"
    # origin and looks
    rf"(?:{_ORIGINS}) (?:origin|descent|background|person|people|men|women|{_PEOPLE})|"
    r"of \w+ (?:origin|descent|ancestry|ethnicity)|native[- ]born|(?:your|specific|eu|\w+n|"
    r"\w+sh) nationality(?! law)|nationality (?:required|only|of)|nationals? only|"
    r"citizenship|citizens? only|be an? (?:\w+ )?(?:citizen|national)|ethnicity|ethnic (?:origin|background)|"
    r"skin colou?r|(?:no|your) (?:foreigners?|immigrants?|race)|sexual orientation|heterosexual|able-bodied|"
    r"good[- ]looking|attractive (?:appearance|looks|person|woman|lady)|(?:no|without) disabilit\w+|"
    r"your (?:age|religion|disability|political views)|union members?|"
    r"(?<!cualquier )nacionalidad|de origen \w+|(?:no|sin) extranjer[oa]s|extranjer[oa]s abstenerse|"
    r"raza|etnia|"
    r"buena presencia|orientación sexual|sin discapacidad"
)
"""About the person and not the work: age, sex, family, faith, origin, looks."""
_ALONE = re.compile(
    rf"\W*(?:(?:must|should) be |be |ser |preferably )?(?:an? |un[oa]? )?(?:{_FAITHS}|{_FE}|{_ORIGINS}|"
    rf"single|"
    r"unmarried|young|attractive|slim|pregnant|straight|mujer(?:es)?|hombres?|varón|chic[oa]s?|joven(?:es)?|"
    r"m[ae]n|wom[ae]n|lady|girl)s?\W*",
    re.IGNORECASE,
)
"""The whole line, where those words stand for work elsewhere ("Christian art", "young people")."""
ABUSIVE = whole_words(
    r"need not apply|don'?t (?:even )?(?:bother|apply)|do not (?:bother|apply)|losers?|lazy (?:people|bums?)|"
    r"whiners?|snowflakes (?:need|please)|time[- ]?wasters?|abstenerse|vag[oa]s|no te molestes"
)
"""Shouted at those who read it; ruder words are in :data:`interview.lang.reading.RUDE`."""
NOT_NEEDED = whole_words(
    r"(?:do(?:es)? not|don't|doesn't|isn't|aren't|not|no longer) (?:\w+ ){0,2}?(?:need(?:ed)?|require[ds]?|"
    r"necessary|essential|mandatory|compulsory|a must|prerequisite)(?! (?:\w+ )?(?:supervision|help|"
    r"support))|"
    r"no (?:\w+ ){1,6}?(?:is |are )?(?:needed|required|necessary|expected)|unnecessary|"
    r"no (?:es|son|se|hace|hacen) (?:\w+ )?(?:falta|necesari[oa]s?|imprescindibles?|requieren?|exigen?|"
    r"obligatori[oa]s?)|no (?:necesitas|necesita|requiere|exigimos|pedimos)|no imprescindible|"
    r"sin (?:experiencia|necesidad)(?: \w+)? (?:necesaria|de)"
)
_LABELS = (
    r"(?:application |interview |start(?:ing)? )?(?:deadline|date)|closing date|apply by|location|"
    r"place(?: of "
    r"work)?|workplace|address|city|country|office|contract(?: type| length)?|(?:employment|job|"
    r"position|work) "
    r"(?:type|location|id|reference|title|category|status|level|schedule)|type of (?:contract|employment|"
    r"position|job)|(?:working )?(?:hours|time|pattern|week)|shifts?|schedule|salary(?: range| band)?|pay(?: "
    r"rate| range| scale)?|(?:(?:hourly|daily|day) )?rate|compensation|wage|bonus|ref(?:erence)?(?: number| "
    r"no)?|department|division|unit|reports? to|reporting to|line manager|duration|term|(?:date )?posted|"
    r"vacancies|openings|number of (?:positions|openings|vacancies)|remote|on-?site|hybrid|travel|grade|band|"
    r"category|industry|sector|company|employer|organi[sz]ation|role|position|job|title|seniority|level|"
    r"contact|e-?mail|phone|website|url|visa|holidays?|ubicación|lugar(?: de trabajo)?|ciudad|dirección|"
    r"fecha(?: límite| de (?:inicio|cierre|incorporación|publicación))?|(?:tipo|duración) de (?:contrato|"
    r"jornada|empleo|puesto)|tipo|contrato|jornada|horario|salario|sueldo|retribución|modalidad|referencia|"
    r"departamento|duración|vacantes|sector|empresa|puesto|cargo|nivel|contacto|correo|teléfono"
)
_KINDS = (
    r"permanent|temporary|fixed[- ]term|full[- ]time|part[- ]time|zero[- ]hours?|freelance|contract|"
    r"indefinid[oa]|"
    r"temporal|jornada (?:completa|parcial)|tiempo (?:completo|parcial)"
)
_A_TIME = r"(?:hour|hr|day|week|month|annum|year|hora|día|semana|mes|año)"
_CONDITIONS = re.compile(
    rf"\W*(?:the |your |el |la )?(?:{_LABELS})\s?(?::|=|–|—| - )|"
    # the same without a colon: what is unlikely to be anything else
    r"\W*(?:the |your )?(?:(?:closing|application|start(?:ing)?) (?:date|deadline)|apply by|(?:contract|"
    r"employment|job|position) type|type of (?:contract|employment)|(?:hourly|daily|day) rate|rate of pay|"
    r"salary(?! (?:negotiat|admin|process|survey|benchmark))|wages?|working (?:hours|pattern)|hours of work|"
    r"immediate start|start(?:ing)? (?:immediately|asap|as soon)|fecha (?:límite|de )|tipo de (?:contrato|"
    r"jornada)|incorporación (?:inmediata|en )|salario|sueldo|jornada (?:completa|parcial))\b|"
    r"\W*(?:location|ubicación|place of work|lugar de trabajo) (?-i:[A-ZÁÉÍÓÚ\d])\S*(?: \S+){0,3}$|"
    rf"\W*(?:this is an? |es un )?(?:{_KINDS})(?:(?:[ ,/&]|and|or|y|o)+(?:{_KINDS}))*"
    r"(?: (?:contract|position|role|job|work|employment|basis|hours|contrato|puesto))?\W*$|"
    r"\W*this is an? (?:\w+ )?(?:permanent|temporary|fixed|full[- ]time|part[- ]time)|"
    r"\W*(?:fully |100 ?% )?(?:remote|hybrid|on-?site|remoto|presencial|híbrido)(?:,.*| \(.*| work\w*|"
    r" possible| "
    r"position| role| job| in \S+| only)?\W*$|"
    r"\W*(?:the |this |our )?(?:role|job|position|office|headquarters) is (?:based|located|remote|in )",
    re.IGNORECASE,
)
_PAY = re.compile(
    rf"(?:[£$€] ?\d[\d.,]{{0,12}}k?|\b\d[\d.,]{{0,12}}k? ?(?:€|£|\$|eur\w*|usd|gbp|pounds?|"
    rf"dollars?)).{{0,30}}?"
    rf"(?:\bper\b|\ban?\b|/|\bpor\b|\bal?\b) ?{_A_TIME}\b|\b(?:per annum|pro rata|bruto anual|"
    r"(?:hourly|daily|day|pay) rate|rate of pay|we pay|you will be paid|competitive (?:salary|pay))\b|"
    r"\bvisa (?:sponsor\w*|support|status|is|required)|\bsponsor\w*(?: \w+){0,3} visas?\b|\bsponsorship\b|"
    r"\bwork(?:ing)? (?:visa|permit)s?\b|\bright to work\b|\b(?:work authori[sz]ation|"
    r"authori[sz]ed to work)\b|"
    r"\brelocation\b|\bpermiso de trabajo\b|\bvisado\b",
    re.IGNORECASE,
)


def private(text: str) -> bool:
    """Whether a text is about the person and not the work."""
    return bool(PRIVATE.search(text) or _ALONE.fullmatch(text))


def conditions(text: str) -> bool:
    """Whether a line is about pay, place, dates, hours, the contract or a visa."""
    return bool(_CONDITIONS.match(text) or _PAY.search(text))
