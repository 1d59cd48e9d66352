"""Spanish: what a candidate wants, when it isn't to answer. Accents may be missing in a transcript."""

from __future__ import annotations

import re

from interview.lang.patterns import Hearing

_REPEAT = re.compile(
    r"\b(?:rep[ií]t\w+|repetir\w*|no (?:te |la |lo |le |te la )?(?:he )?(?:o[ií]d?o?|escuch(?:é|e|ado)|"
    r"entend[ií] bien)|"
    r"otra vez(?: la pregunta)?\W*$|c[oó]mo (?:dices|dice|dijiste|has dicho)|qu[eé] (?:has dicho|dijiste|"
    r"decías)|"
    r"cu[aá]l era la pregunta|una vez m[aá]s)\b|^\W*(?:perd[oó]n(?:a)?|disculpa|c[oó]mo|qu[eé])\W*$",
    re.IGNORECASE,
)
_REPHRASE = re.compile(
    r"\b(?:reformul\w+|qu[eé] quieres decir|qu[eé] quiere decir|qu[eé] significa|a qu[eé] te refieres|"
    r"no (?:te |la |lo |acabo de |termino de )?(?:entiendo|entend[ií]|entender)(?! (?:por qu|c[oó]mo))|"
    r"no (?:me )?queda claro|no (?:lo )?tengo claro qu[eé]|no estoy segur[oa] de (?:entender|"
    r"lo que preguntas)|"
    r"(?:puedes|podr[ií]as) (?:explicar\w*|aclarar\w*|decirlo de otr[oa])|con otras palabras|"
    r"en otras palabras|"
    r"de otr[oa] (?:manera|forma|modo))\b",
    re.IGNORECASE,
)
_GIVE_UP = re.compile(
    r"(?:^|[.,!?]\s*)(?:(?:eh|em|pues|bueno|uf|uy|perd[oó]n|la verdad|sinceramente|no s[eé])\b[\s,.]*)*"
    r"(?:no (?:lo )?s[eé](?! (?:si|qu[eé] habr|c[oó]mo (?:se|lo))\b)|no tengo (?:ni idea|ning[uú]n|ejemplo|"
    r"respuesta))\b|"
    r"\b(?:ni idea|no se me ocurre|no me (?:acuerdo|viene|sale)|no (?:lo )?recuerdo|"
    r"(?:la )?siguiente pregunta|"
    r"otra pregunta, por favor|pasemos a (?:otra|la siguiente)|"
    r"pasamos a (?:otra (?:pregunta|cosa)|la siguiente)|"
    r"podemos (?:pasar|saltar)\w*|prefiero no (?:contestar|responder)|s[aá]lt(?:ala|atela|emos)|"
    r"me he quedado en blanco|me qued[eé] en blanco|no sabr[ií]a (?:qu[eé]|c[oó]mo) (?:decir\w*|responder|"
    r"contestar))\b|"
    r"^\W*(?:paso|siguiente|la siguiente|otra)(?:,? por favor)?\W*$",
    re.IGNORECASE,
)
_THINK = re.compile(
    r"\b(?:d[eé]jame (?:pensar\w*|ver)|dame (?:un|unos)|un (?:momento|segundo|minuto|segundito|momentito)|"
    r"espera|a ver|necesito (?:un|pensar)\w*|tengo que pensar\w*|lo estoy pensando|perm[ií]teme)\b",
    re.IGNORECASE,
)
_NOT_READY = re.compile(
    r"^\W*(?:no(?! hay (?:problema|prisa))|todav[ií]a no|a[uú]n no|espera|un (?:momento|segundo|minuto))\b",
    re.IGNORECASE,
)
_DONE = re.compile(
    r"^\W*(?:no|nada|nada m[aá]s|eso es todo|ninguna|est[aá] todo(?: claro)?|todo claro|por ahora no|"
    r"creo que no|de momento no|as[ií] est[aá] bien)\b",
    re.IGNORECASE,
)
_YES = re.compile(r"^\W*(?:s[ií]|claro|vale|por favor|bueno|de acuerdo|ok|okay)\b", re.IGNORECASE)
_ASKS = re.compile(
    r"^\W*(?:(?:eh|pues|bueno|s[ií]|vale|perdona?|disculpa|hola|una (?:pregunta|duda)|antes de (?:empezar|"
    r"eso)|"
    r"tengo una (?:pregunta|duda)|y|oye)\b\W*)*"
    r"(?:por qu[eé]|para qu[eé]|c[oó]mo|qu[eé]|cu[aá]l(?:es)?|cu[aá]ndo|cu[aá]nt[oa]s?|d[oó]nde|"
    r"qui[eé]n(?:es)?|"
    r"eres|es|esto es|est[aá](?:s|is)?|hay|puedes|puedo|podemos|podr[ií]a\w*|tengo que|debo|me oyes|"
    r"se (?:me oye|"
    r"graba|guarda)|va a|vale (?:un|una|si|usar)|sirve|tiene que|tienes|tenéis|haces|usas|sois|con qui[eé]n|"
    r"de qu[eé]|en qu[eé]|a qu[eé])\b",
    re.IGNORECASE,
)
_SAYS_IT_ASKS = re.compile(
    r"\b(?:puedo preguntar\w*|quer[ií]a (?:preguntar|saber)|quisiera (?:preguntar|saber)|me gustar[ií]a "
    r"(?:preguntar|saber)|quiero (?:preguntar|saber))",
    re.IGNORECASE,
)

HEARING = Hearing(
    repeat=_REPEAT,
    rephrase=_REPHRASE,
    give_up=_GIVE_UP,
    think=_THINK,
    not_ready=_NOT_READY,
    done=_DONE,
    yes=_YES,
    asks=_ASKS,
    says_it_asks=_SAYS_IT_ASKS,
)
