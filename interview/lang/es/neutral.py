"""Spanish: how the neutral persona says it. No manner judges an answer."""

from __future__ import annotations

from interview.lang.shape import Manner

NEUTRAL = Manner(
    about="Soy un entrevistador de práctica que funciona con reglas, así que conmigo no hay nada que temer.",
    how="Tómate tu tiempo en cada respuesta y pídeme que repita lo que haga falta. ¿Empezamos?",
    begin=("Bien, empecemos.", "De acuerdo, vamos allá.", "Vamos, comenzamos."),
    acknowledgements=(
        "Gracias.",
        "Ya veo.",
        "De acuerdo, eso me ayuda.",
        "Entendido, gracias.",
        "Gracias por explicarlo.",
        "Bien, gracias.",
        "De acuerdo.",
        "Es bueno saberlo.",
        "Gracias, queda claro.",
        "Te sigo.",
        "Comprendo.",
        "Vale, lo tengo.",
        "Gracias, tomo nota.",
        "Así me hago una idea.",
        "Vale.",
        "Gracias por contármelo.",
        "Bien.",
        "Agradezco el detalle.",
        "Entiendo.",
        "Ajá, ya veo.",
    ),
    bridges=(
        "Gracias, es un buen momento para dejar esta parte.",
        "Gracias, con esto tengo lo que necesito de esta parte.",
        "Bien, sigamos desde aquí.",
        "De acuerdo, gracias. Con eso cerramos esta parte.",
        "Gracias, ahora quisiera avanzar.",
    ),
    openers={
        "self_intro": ("Empecemos por ti.",),
        "past_experience": ("Ahora hablemos de cosas que has hecho.",),
        "past_experience.technical": (
            "Ahora unas preguntas sobre el trabajo en sí. Basta con explicarlo en voz alta.",
        ),
        "company_fit": ("Hablemos de lo que buscas y de cómo trabajas con los demás.",),
        "company_fit.intro_call": ("Hablemos de lo que buscas.",),
    },
    nudges=(
        "Cuando quieras, te escucho.",
        "Tómate un momento si lo necesitas.",
        "Sigo aquí. Una primera idea, aunque sea a medias, ya es un buen comienzo.",
        "No hay prisa. Empieza por donde te resulte más fácil.",
    ),
    offers=(
        "Puedo decirlo de otra manera, o lo dejamos. Solo dime cuál de las dos cosas.",
        "Si quieres, lo pregunto de otra forma. O di siguiente y pasamos a otra cosa.",
        "Di de otra forma si quieres que lo cambie, o siguiente si prefieres avanzar.",
    ),
    passes=(
        "No hay problema, la dejamos.",
        "No pasa nada, también ocurre en entrevistas reales.",
        "Bien, probemos con otra.",
        "Está bien. Decirlo es mejor que adivinar.",
        "Ningún problema.",
    ),
)
