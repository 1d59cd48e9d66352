"""Eva, who answers in Spanish."""

from __future__ import annotations

from interview.models import Brief, Family, Length, Level

EVA = Brief(
    role="ingeniera de software",
    company="Pagos Norte",
    level=Level.SENIOR,
    family=Family.SOFTWARE,
    language="es",
    length=Length.STANDARD,
    candidate_name="Eva Ruiz",
    resume_text=(
        "Eva Ruiz\nIngeniera de software en Banco del Puerto, 2019 - 2024\n"
        "Python, Kafka, PostgreSQL. Reduje los pagos fallidos un 40 por ciento.\n"
    ),
    job_description="Buscamos una ingeniera con Python, Kafka y Terraform para el área de pagos.",
)
EVA_SAYS: tuple[tuple[str, str], ...] = (
    ("¿Empezamos", "Hola, ¿cuánto dura esto?"),
    ("¿Empezamos|comenzamos|empecemos", "Sí, cuando quieras."),
    (
        "háblame de ti|trayectoria|preséntate|carrera|quién|cosas",
        "Soy ingeniera y llevo ocho años en pagos. Empecé en una tienda pequeña que hacía programas de "
        "contabilidad y luego pasé al Banco del Puerto, donde cuidé los sistemas de liquidación.",
    ),
    ("Banco del Puerto", "Perdona, ¿puedes repetir la pregunta?"),
    (
        "Banco del Puerto|enorgullezca|Kafka|desacuerdo",
        "Los procesos nocturnos fallaban siempre. Moví los trabajos de liquidación a una cola y escribí una "
        "pequeña herramienta para repetirlos, y nadie tuvo que arreglar filas a mano.",
    ),
    ("Terraform|revisión|código", "No lo sé, no se me ocurre nada."),
    (
        "difícil|fallo|caída|alternativa|decisión|rápido",
        "Perdíamos mensajes y nuestro equipo miró los consumidores. Encontramos que nuestros reintentos "
        "estaban mal, los cambiamos y luego los probamos dos semanas en nuestro sistema de pruebas.",
    ),
    ("cifra|cuánto|diferencia|mediste", "Los pagos fallidos bajaron un 40 por ciento en tres meses."),
    ("por qué Pagos|empresa|ambiente", "¿Qué quieres decir?"),
    (
        "empresa|atrae|ambiente|crecer",
        "Me atrae que publiquéis los informes de incidentes. Leí cuatro y me gustó que nombran la decisión "
        "y no a la persona.",
    ),
    ("preguntar", "¿Cuántas personas hay en el equipo?"),
    ("algo más|otra pregunta", "No, eso es todo, gracias."),
)
OTHERWISE = (
    "Una vez planifiqué las vacaciones de seis personas que querían agosto. Hice una lista y pedí a cada una "
    "dos deseos, y al final todas tuvieron uno.",
    "Procuro llegar pronto y decir lo que no sé. Eso ahorra tiempo a todo el mundo.",
    "Mi última jefa decía que hago buenas preguntas. Creo que lo aprendí de mi abuela.",
    "Arreglé la impresora que nadie quería tocar, y desde entonces me traen cosas rotas.",
    "Me gustan las mañanas tranquilas y una lista clara. También puedo con las ruidosas si hace falta.",
    "Llegó un pedido con la mitad de las piezas. Llamé al almacén, conduje hasta allí y abrimos a tiempo.",
    "Hice un curso de escritura clara el año pasado. Mis correos quedaron en la mitad.",
    "Llevo un cuaderno con lo que salió mal cada semana y lo leo los viernes.",
)
