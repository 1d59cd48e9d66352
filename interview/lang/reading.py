"""What is read in résumés and job advertisements; of all languages at once, since these may be in another
language than the interview."""

from __future__ import annotations

import re

TITLE = re.compile(
    r"\b(?:engineer|developer|manager|designer|analyst|scientist|lead|intern|consultant|assistant|specialist|"
    r"director|head|coordinator|administrator|architect|representative|associate|officer|teacher|nurse|clerk|"
    r"technician|supervisor|agent|executive|accountant|researcher|"
    r"ingenier[oa]|desarrolladora?|programadora?|gerente|diseñadora?|analista|científic[oa]|jef[ea]|"
    r"líder|becari[oa]|practicante|consultora?|asistente|auxiliar|ayudante|especialista|directora|"
    r"responsable|coordinadora?|administrativ[oa]|administradora?|arquitect[oa]|representante|comercial|"
    r"vendedora?|técnic[oa]|supervisora?|agente|ejecutiv[oa]|contable|contadora?|investigadora?|"
    r"enfermer[oa]|profesora?|maestr[oa]|dependient[ea]|camarer[oa]|operari[oa]|encargad[oa])\b",
    re.IGNORECASE,
)
"""A line of a résumé with one of these names a job."""
EMPLOYER = re.compile(
    r"(?:\b(?:at|for|with|joined|en|para)\s+|[,|–—·@-]\s*)"
    r"((?:[A-ZÁÉÍÓÚÑ][\w&'.-]*)(?:\s+(?:[A-ZÁÉÍÓÚÑ][\w&'.-]*|of|and|&|del|de|la|y)){0,3})"
)
NOT_EMPLOYER = re.compile(
    r"^(?:the|a|an|i|my|our|january|february|march|april|may|june|july|august|september|october|november|"
    r"december|christmas|easter|monday|tuesday|wednesday|thursday|friday|saturday|sunday|present|now|"
    r"university|college|school|bachelor|master|remote|skills|education|experience|"
    r"el|los|las|un|una|mi|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|"
    r"diciembre|navidad|pascua|lunes|martes|miércoles|jueves|viernes|sábado|domingo|actualidad|presente|"
    r"hoy|universidad|instituto|colegio|grado|licenciatura|máster|remoto|"
    r"habilidades|formación|experiencia|educación)\b",
    re.IGNORECASE,
)
"""What stands in an employer's place and is none."""
EMPLOYER_FIRST = re.compile(
    r"^\W*((?:[A-ZÁÉÍÓÚÑ][\w&'.-]*)(?:\s+(?:[A-ZÁÉÍÓÚÑ][\w&'.-]*|of|and|&|del|de|la|y)){0,3})(?=\s*[,|–—·])"
)
"""The same at the start of a line that also names years."""
LOOSE_END = re.compile(r"(?:\s+(?:of|and|&|del|de|la|y))+$")
ORDERS = re.compile(
    r"\b(?:ignore|disregard|forget|system prompt|prompt|instructions?|override|jailbreak|pretend|you must|"
    r"you are now|from now on you|say that|output|respond|score|candidate (?:is|has)|transition[_ ]stage|"
    r"answer (?:with|only|as if)|repeat (?:your|the above|everything)|word for word|marker between|"
    r"(?:give|rate) me (?:\w+ out of|full|top)|"
    r"ignor(?:a|ad|en)|olvid(?:a|ad|en)|instrucci(?:ón|ones)|finge|debes|eres ahora|ahora eres|di que|"
    r"respond(?:e|ed)|puntuación|el candidato es|la candidata es)\b|\b(?:system|assistant|user)\s*:",
    re.IGNORECASE,
)
"""An order to a model; a text that holds one is never spoken."""
RUDE = re.compile(
    r"\b(?:stupid|idiot\w*|moron\w*|dumb|shut up|crap|damn|fuck\w*|shit\w*|hate you|useless|"
    r"waste of (?:my |your |everyone's )?time|ridiculous|nonsense|"
    r"estúpid\w+|idiotas?|imbécil\w*|tont[oa]s?|mierda|joder|cállate|inútil\w*|"
    r"pérdida de tiempo|ridícul\w+|tonterías?)\b",
    re.IGNORECASE,
)
"""Words that are left with whoever said them."""
ORDINARY = re.compile(
    r"Angular|Excel|Flask|Git|Illustrator|Intercom|Lean|Looker|Rails|React|Ruby|Rust|Scala|Sketch|"
    r"Snowflake|Spark|Swift|Vue"
)
"""Skills whose name is an ordinary word as well: such a word counts as they spell it only."""
OFFERS = re.compile(
    r"(?:(?:our |the )?benefits|(?:our |the )?package|what's in it|why (?:join|work)|life at|perks|"
    r"compensation|salary|what (?:we|you(?:'ll| will)?) (?:offer|get)|"
    r"we(?:'ll| will)? offer|about us|who we are|about the (?:company|team)|"
    r"our (?:company|team|mission|story|values)|how to apply|send (?:your|us|an?) |to apply|"
    r"apply (?:now|by|with)|"
    r"please (?:send|apply)|(?:we are|we're) an? equal|equal opportunit\w+|"
    r"we (?:are|were|have been|have|serve|believe)\b(?! looking)|"
    r"(?:nuestros )?beneficios|(?:qué )?(?:te )?ofrecemos|se ofrece|salario|sueldo|retribución|"
    r"sobre nosotros|quiénes somos|nuestra (?:empresa|misión|historia)|cómo (?:solicitar|inscribirse)|"
    r"somos|envía)\b",
    re.IGNORECASE,
)
"""How a line of a job advertisement begins that asks for nothing: what is offered, and who offers it."""
ASKED = re.compile(
    r"(?:\W*(?:the |your |main |key |core |our |las? |los |tus? |principales )*(?:duties|tasks|"
    r"responsibilit\w+|"
    r"requirements?|qualifications?|essentials?|skills|profile|must[- ]haves?|funciones|tareas|requisitos|"
    r"responsabilidades|perfil|competencias)\b|in this (?:role|job|position)|as (?:our|the|a|an) |"
    r"what (?:you|we|"
    r"it) (?!offer|get)|you(?:'ll| will| have| are| bring)\b|what you|who you|"
    r"(?:qué|lo que) (?:harás|buscamos|pedimos|necesitas)|se requiere|en este puesto)",
    re.IGNORECASE,
)
"""How a heading begins of that part of a job advertisement which says what is asked for."""
