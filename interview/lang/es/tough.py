"""Spanish: how the tough persona says it: few words, why, and one push."""

from __future__ import annotations

from interview.lang.shape import Manner

TOUGH = Manner(
    about="Soy un entrevistador de práctica que funciona con reglas. Seré directo, como algunos lo son.",
    how="Ve al grano y pregunta si algo no está claro. ¿Empezamos?",
    begin=("Bien.", "Pues adelante.", "Empezamos."),
    acknowledgements=(
        "Vale.",
        "Anotado.",
        "Bien.",
        "",
        "Entendido.",
        "Ya.",
        "De acuerdo.",
        "Ajá.",
        "Te oigo.",
        "Claro.",
    ),
    bridges=(
        "Suficiente sobre esto.",
        "Seguimos.",
        "Siguiente parte.",
        "Lo dejamos aquí.",
        "No perdamos tiempo.",
    ),
    openers={
        "self_intro": ("Primero, tú.",),
        "past_experience": ("Ahora, lo que has hecho. Hechos, por favor.",),
        "past_experience.technical": ("Ahora, el trabajo en sí. Explícalo de modo que pueda comprobarlo.",),
        "company_fit": ("Ahora, lo que quieres y cómo te entiendes con los demás.",),
        "company_fit.intro_call": ("Ahora, lo que quieres.",),
    },
    nudges=(
        "Espero tu respuesta.",
        "Empieza, por favor.",
        "Te toca. Una primera frase basta.",
        "Di algo, aunque no esté terminado.",
    ),
    offers=(
        "Di de otra forma y la cambio. Di siguiente y avanzamos.",
        "Puedo plantearlo de otra manera o lo quitamos. Tú decides cuál.",
        "Decide: otra formulación o la siguiente pregunta.",
    ),
    passes=(
        "Pues la quitamos.",
        "Bien. Otra.",
        "Queda pendiente.",
        "Entonces, otra cosa.",
        "De acuerdo, siguiente.",
    ),
    follow_ups={
        "short": (
            "¿Puedes concretar un poco más?",
            "¿Qué pasó exactamente?",
            "¿Cuál fue tu primer paso?",
            "¿Qué datos puedes darme?",
            "¿Cómo se veía eso en la práctica?",
        ),
        "result": (
            "¿Y cuál fue el resultado?",
            "¿Qué cambió con eso?",
            "¿Cómo acabó la historia?",
            "¿Qué quedó de todo ello?",
        ),
        "number": (
            "¿Cuánto, en cifras?",
            "¿Qué número había antes y cuál después?",
            "¿En cuánto, más o menos?",
            "¿Quién lo contó y qué le salió?",
        ),
        "deeper": (
            "¿Por qué así y no de otra forma?",
            "¿Qué estuvo a punto de salirte mal?",
            "¿Cuál era su punto débil?",
            "¿Por qué nadie lo había hecho antes?",
        ),
        "claim": (
            "¿Qué prueba eso?",
            "¿Quién lo midió y cómo?",
            "¿Por qué lo sabes con seguridad?",
        ),
        "motivation": (
            "¿Por qué te importa eso?",
            "¿Por qué eso y no otra cosa?",
            "¿Qué has hecho hasta ahora para lograrlo?",
            "¿Por qué justo ahora?",
        ),
    },
    pushes=(
        "Sigue siendo vago. ¿Qué hiciste exactamente?",
        "Necesito algo concreto. ¿Qué puedes nombrar?",
        "Al grano: ¿qué fue en realidad?",
    ),
)
