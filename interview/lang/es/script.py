"""Spanish: what is said in any manner. The candidate is addressed as tú."""

from __future__ import annotations

from interview.lang.es.replies import REPLIES
from interview.lang.shape import Script
from interview.models import Track


def _role(role: str) -> str:
    """The role as in "trabajar como …"; it takes no article."""
    return role


SCRIPT = Script(
    hello="Hola{name}: esta es tu {kind} de práctica para el puesto de {role}{at}.",
    hello_stage="Hola{name}: vamos a practicar una parte para el puesto de {role}{at}, {stage}.",
    hello_question="Hola{name}: vamos a practicar una pregunta para el puesto de {role}{at}.",
    named=", {name}",
    at=" en {company}",
    kinds={
        Track.INTRO_CALL: "primera llamada",
        Track.BEHAVIORAL: "entrevista",
        Track.TECHNICAL: "entrevista técnica",
    },
    no_role="tu elección",
    this_role="profesional en este puesto",
    joined="y",
    role=_role,
    stages={
        "self_intro": "la presentación",
        "past_experience": "la experiencia previa",
        "company_fit": "el encaje con la empresa",
    },
    parts={
        "self_intro": "ti",
        "past_experience": "lo que has hecho",
        "past_experience.technical": "el trabajo en sí",
        "company_fit": "lo que buscas",
    },
    what_this_is="Claro. Esto es una entrevista de práctica y te haré las preguntas de una en una.",
    ready="¿Empezamos?",
    ready_after_question=("¿Empezamos?", "¿Te parece bien que empecemos?", "Si está claro, ¿comenzamos?"),
    not_ready=(
        "Sin prisa. Avísame cuando quieras empezar.",
        "No pasa nada. Ponte a gusto y di que sí cuando quieras empezar.",
        "Respira hondo. Basta con que digas que sí.",
    ),
    plain_openers=("Ahora me gustaría hablar sobre esto: {label}.", "Pasemos al tema siguiente: {label}."),
    time_to_think=(
        "Claro, tómate tu tiempo.",
        "Sin ninguna prisa.",
        "Por supuesto, piénsalo.",
        "Tómate todo el tiempo que necesites.",
        "Está bien, espero.",
    ),
    again=("Por supuesto.", "Claro, aquí va otra vez.", "Desde luego.", "Sí, una vez más.", "Con gusto."),
    differently=(
        "Dicho de otra manera:",
        "Con otras palabras:",
        "Te lo pregunto de otra forma:",
        "En otras palabras:",
    ),
    plain_rephrase=(
        "elige cualquier momento de tu trabajo o de tus estudios que se parezca y cuéntame qué hiciste.",
        "¿cuál es el primer ejemplo que te viene a la cabeza y cuál fue tu papel?",
        "empieza por lo que estaba pasando entonces y luego cuéntame qué hiciste.",
    ),
    back=(
        "Y ahora, de vuelta a lo que te preguntaba: sigue cuando quieras.",
        "Dicho esto, continúa con tu respuesta, por favor.",
        "Ahora te toca a ti otra vez.",
        "Bien, retomemos lo que te había preguntado.",
    ),
    heard=("Gracias, queda anotado.", "Gracias, también eso queda en tu transcripción."),
    all_done=("Muy bien, entonces vamos cerrando.", "De acuerdo, ya casi hemos terminado."),
    wrap_ups=(
        "Gracias. El tiempo corre, así que lo dejamos aquí.",
        "Gracias, tengo que parar aquí, porque aún nos queda algo por ver.",
        "Siento interrumpirte. Tenemos que seguir.",
        "Hagamos una pausa ahí, para que nos quede tiempo para lo demás.",
    ),
    anything_else=(
        "¿Hay algo más que quieras preguntar o añadir?",
        "¿Algo más por tu parte?",
        "¿Tienes alguna otra pregunta o quieres añadir algo?",
    ),
    spare_questions=(
        "¿Qué más debería saber de tu experiencia?",
        "¿Qué trabajo tuyo te da más satisfacción, y por qué?",
        "¿Qué tipo de tareas te suelen encargar los demás?",
        "Cuéntame algo que hayas aprendido hace poco y cómo lo has usado.",
        "¿En qué diría la gente de tu equipo que se puede confiar en ti?",
        "¿Qué harías hoy de otra manera, y por qué?",
        "¿Cómo sueles notar que algo va mal?",
        "¿Qué costumbre te ha ayudado más en tu trabajo?",
        "¿En qué te gustaría mejorar ahora?",
    ),
    generic_questions=(
        "¿Qué has hecho que tenga que ver con esto: {label}?",
        "En cuanto a {label}, ¿qué ejemplo tuyo te enorgullece más?",
        "Pensando en {label}, ¿qué te costó más y cómo lo resolviste?",
        "¿Quién te enseñó algo sobre {label}, y qué fue?",
        "Respecto a {label}, ¿dónde te gustaría mejorar todavía?",
        "¿Cómo explicarías {label} a alguien que empieza?",
        "Mirando atrás, ¿qué error te enseñó más sobre {label}?",
    ),
    go_on="Sigue, por favor, con tus propias palabras: te escucho.",
    thanks="Gracias.",
    move_on="Gracias. Sigamos adelante.",
    hand_over="Antes de terminar: ¿hay algo que quieras preguntar{about}, o añadir?",
    hand_over_about=(" sobre el puesto", " sobre el puesto o sobre {company}"),
    hand_over_rephrase="¿Tienes preguntas, o hay algo que querías decir y que no ha salido?",
    closing=(
        "Gracias por practicar conmigo{name}. Esta era toda la entrevista. "
        "La transcripción y la valoración estarán enseguida en la página de revisión. Adiós, y mucha suerte."
    ),
    closing_drill=(
        "Gracias por practicar conmigo{name}. Por esta vez es todo; vuelve tantas veces como quieras. "
        "La transcripción y la valoración estarán enseguida en la página de revisión. Adiós, y mucha suerte."
    ),
    closing_again="Eso es todo por mi parte. Adiós, y cuídate.",
    lead_action=("Dijiste que {phrase}: {question}", "Así que {phrase}: {question}"),
    lead_past=("Cuando {phrase}, {question}",),
    lead_thing=(
        "Has hablado sobre {thing}: {question}",
        "Sobre {thing}: {question}",
        "Sigamos con {thing}: {question}",
        "Quedémonos con {thing}: {question}",
    ),
    lead_claim=("Has dicho «{claim}»: {question}", "Lo llamas «{claim}»: {question}"),
    in_advert=(
        "Has mencionado {skill}, y este puesto lo pide: ¿qué fue lo más complicado que hiciste con ello?",
        "Este puesto también pide {skill}: ¿hasta dónde llegaste con ello?",
    ),
    in_resume=(
        "Has mencionado {skill}, que también está en tu currículum: ¿para qué te sirvió ahí?",
        "{skill} aparece también en tu currículum: ¿por qué era lo adecuado en este caso?",
    ),
    clashes={
        "years": (
            "Déjame comprobar una cosa: en tu currículum, {name} va de {start} a {end}, y he oído {said} "
            "años. "
            "¿Cómo encajan las dos cosas?"
        ),
        "total": (
            "Déjame comprobar una cosa: tu currículum empieza en {start}, y he oído {said} años. "
            "¿Qué hubo antes de eso?"
        ),
        "employer": ("No veo {name} en tu currículum, o se me ha pasado. ¿Cuándo fue eso y qué hacías allí?"),
        "rank": (
            "Déjame comprobar una cosa: he oído {said}, y no lo veo en tu currículum. "
            "¿Cómo llegaste a ese cargo?"
        ),
        "since": (
            "Déjame comprobar una cosa: he oído {said}, y en tu currículum {name} va de {start} a {end}. "
            "¿Cómo encajan las dos cosas?"
        ),
    },
    frame="Hablemos de esto: {text}. ¿Qué dirías al respecto?",
    about=REPLIES,
    not_known=(
        "Soy un entrevistador de práctica, así que no puedo hablar en nombre de {company}. "
        "Es una buena pregunta para la entrevista de verdad.",
        "Eso solo puede decírtelo alguien que trabaje allí. Apúntala y pregúntaselo.",
        "No lo sé, porque solo practico contigo. Guárdala para la gente de {company}.",
        "Tendría que inventármelo, y no quiero. Quien te entreviste de verdad lo sabrá.",
    ),
    the_company="la empresa",
    format_start="Empezamos por {part}",
    format_then=", luego hablamos de {part}",
    format_end=", y después nos despedimos.",
)
