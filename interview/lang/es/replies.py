"""Spanish: honest answers to what candidates ask a practice interviewer; the first pattern that fits wins."""

from __future__ import annotations

REPLIES: tuple[tuple[str, str], ...] = (
    (
        r"cu[aá]nto (?:dura|tiempo|tarda|falta|queda)|cu[aá]ntos minutos",
        "Dura {minutes} minutos como mucho, y puedes parar cuando quieras.",
    ),
    (
        r"cu[aá]ntas preguntas",
        "Hay unas cuantas en cada parte, y el tiempo que queda lo ves en la pantalla.",
    ),
    (
        r"(?:eres|es|esto es|hablo con) (?:un |una |de )?(?:real|human[oa]|persona|robot|m[aá]quina|ia|bot|"
        r"programa|ordenador|verdad)|qui[eé]n eres|qu[eé] eres",
        "Soy un programa que sigue reglas: hago preguntas preparadas y repregunto según lo que dices.",
    ),
    (r"c[oó]mo te llamas|tu nombre", "No tengo nombre. Soy tu entrevistador de práctica."),
    (
        r"grab\w+|transcripci[oó]n|guard\w+|almacen\w+",
        "Lo que decimos queda por escrito, como transcripción, en tu página de revisión.",
    ),
    (
        r"comentarios|valoraci[oó]n|feedback|nota|puntuaci[oó]n|c[oó]mo (?:lo he hecho|lo hice|voy|lo estoy)|"
        r"he aprobado|me dan el puesto|resultado",
        "Mientras hablamos no juzgo nada. Tu valoración estará en la página de revisión cuando acabemos.",
    ),
    (r"me (?:oyes|escuchas)|se me (?:oye|escucha)|micr[oó]fono|est[aá]s ah[ií]", "Sí, te oigo."),
    (r"(?:usar|mirar|consultar|leer) (?:mis )?(?:apuntes|notas)", "Sí, usa tus notas si te ayudan."),
    (
        r"(?:empezar|comenzar) (?:de nuevo|otra vez)|(?:responder|contestar|intentar)\w* (?:otra vez|"
        r"de nuevo)",
        "Claro. Empieza otra vez desde el principio.",
    ),
    (
        r"te refieres|puede ser|vale (?:un|una|si)|sirve|tiene que ser|(?:puedo|podr[ií]a|debo|"
        r"tengo que) (?:hablar|"
        r"usar|contar|dar|responder|elegir|poner)|est[aá] bien si|de la (?:universidad|escuela|carrera)",
        "Sí, elige lo que mejor lo muestre, del trabajo, de los estudios o de donde quieras.",
    ),
    (r"c[oó]mo est[aá]s|qu[eé] tal", "Muy bien, gracias por preguntar."),
    (
        r"qu[eé] (?:viene|toca|sigue|partes)|(?:siguiente|pr[oó]xima) parte|c[oó]mo funciona|"
        r"en qu[eé] consiste",
        "{format}",
    ),
    (
        r"saltar\w*|salir|parar|terminar|dejarlo",
        "Puedes saltarte una parte o terminar la entrevista con los botones de la pantalla.",
    ),
)
