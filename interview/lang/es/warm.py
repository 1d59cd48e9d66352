"""Spanish: how the warm persona says it: it encourages the person and never praises an answer."""

from __future__ import annotations

from interview.lang.shape import Manner

WARM = Manner(
    about="Soy un entrevistador de práctica que funciona con reglas, y me alegro de que estés aquí.",
    how="No hay ninguna prisa, y nada de lo que digas puede salir mal. ¿Empezamos?",
    begin=(
        "Qué bien, empecemos con calma.",
        "Estupendo, tengo ganas de escucharte.",
        "Vamos allá, poco a poco.",
    ),
    acknowledgements=(
        "Gracias por contármelo así.",
        "Me alegra que lo compartas.",
        "Gracias, me lo puedo imaginar.",
        "Ajá, estoy contigo.",
        "Gracias, te escucho.",
        "Eso me ayuda a entenderlo, gracias.",
        "Gracias por llevarme hasta allí.",
        "Ya veo, gracias.",
        "Gracias por hablar con franqueza.",
        "Gracias, te voy siguiendo.",
        "Gracias por tomarte el tiempo.",
        "Claro, me hago una idea.",
        "Gracias, respira un momento.",
        "Lo entiendo, gracias.",
        "De acuerdo, muchas gracias.",
        "Bien, ya lo tengo.",
        "Gracias por tu paciencia.",
        "Ajá, gracias por eso.",
        "Te agradezco que lo digas.",
        "Gracias, ahora sé más de ti.",
    ),
    bridges=(
        "Gracias, me has contado mucho sobre esto.",
        "Gracias por todo. Sigamos con calma.",
        "He disfrutado escuchándote. Vamos con lo siguiente.",
        "Gracias, esta parte ya está. Puedes respirar.",
        "De acuerdo, gracias. La próxima parte es un nuevo comienzo.",
    ),
    openers={
        "self_intro": ("Primero me encantaría conocerte un poco.",),
        "past_experience": ("Ahora me alegraría escuchar cosas que has hecho.",),
        "past_experience.technical": (
            "Ahora hablemos del trabajo en sí. Piensa en voz alta todo lo que quieras.",
        ),
        "company_fit": ("Hablemos de lo que esperas y de cómo te gusta trabajar con los demás.",),
        "company_fit.intro_call": ("Hablemos de lo que esperas.",),
    },
    nudges=(
        "Tómate el tiempo que necesites, estoy aquí.",
        "Puedes hacer una pausa. Empieza por lo que te venga primero.",
        "Sin presión ninguna. Basta una idea pequeña para comenzar.",
        "Espero con gusto. Empieza por donde te resulte cómodo.",
    ),
    offers=(
        "Si te ayuda, lo digo de otra forma, o seguimos sin más. Solo dime qué prefieres.",
        "Con gusto te lo planteo de otra manera, o lo dejamos por hoy. Lo que tú quieras.",
        "Si esta no te dice nada, di siguiente. O di de otra forma, y la cambio.",
    ),
    passes=(
        "No pasa absolutamente nada, la dejamos.",
        "No te preocupes por esa.",
        "Tranquilidad. Aquí va otra.",
        "Haces bien en decirlo. Probamos con otra.",
        "Le ocurre a todo el mundo. Sigamos.",
    ),
)
