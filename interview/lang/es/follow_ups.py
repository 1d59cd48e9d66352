"""Spanish: what is asked when something is missing in an answer."""

from __future__ import annotations

from collections.abc import Mapping

from interview.lang.shape import Lines

FOLLOW_UPS: Mapping[str, Lines] = {
    "short": (
        "¿Puedes contarme un poco más sobre eso?",
        "¿Me das un ejemplo concreto?",
        "¿Cuál era la situación?",
        "¿Cómo lo empezaste?",
        "¿Qué habría visto un observador?",
    ),
    "own_part": (
        "¿Cuál fue tu parte en eso?",
        "¿Qué hiciste tú en concreto?",
        "¿Qué decidiste tú?",
        "Si te hubiera mirado solo a ti, ¿qué te habría visto hacer?",
    ),
    "situation": (
        "¿Dónde fue eso y cuándo?",
        "¿Cómo se llegó a eso?",
        "¿Para quién era y por qué?",
        "¿Qué lo había provocado?",
    ),
    "action": (
        "¿Y qué hiciste tú al respecto?",
        "¿Cuál de esos pasos diste tú?",
        "¿Dónde apareces tú en todo esto?",
        "¿Cómo lo abordaste tú?",
    ),
    "result": (
        "¿Cómo terminó aquello?",
        "¿Cuál fue el desenlace?",
        "¿Qué efecto tuvo?",
        "¿Adónde llevó eso?",
        "¿Qué salió de ahí?",
    ),
    "claim": (
        "¿En qué se notó?",
        "¿Qué te hace decir eso?",
        "¿Quién estaría de acuerdo y por qué?",
        "¿Cómo me lo demostrarías?",
    ),
    "number": (
        "¿Puedes ponerle una cifra aproximada? Una estimación me vale.",
        "¿Cuánto fue, más o menos?",
        "¿Qué diferencia hubo, aproximadamente?",
        "¿Cómo lo mediste? Basta una aproximación.",
    ),
    "reason": (
        "¿Por qué lo harías de esa manera?",
        "¿Qué habría en contra?",
        "¿Qué otra opción hay y por qué no esa?",
        "¿Cuándo elegirías lo contrario?",
    ),
    "check": (
        "¿Cómo lo verificarías?",
        "¿Qué riesgo ves ahí?",
        "¿Cómo se manifestaría un error?",
        "¿Qué vigilarías a partir de ahí?",
    ),
    "done_it": (
        "¿Cuándo lo hiciste tú por última vez?",
        "¿Lo has hecho de verdad y cómo fue?",
        "¿Dónde lo has probado ya?",
        "¿Qué te sorprendió en la práctica?",
    ),
    "deeper": (
        "¿Qué fue lo más difícil de eso?",
        "¿Por qué ese enfoque y no otro?",
        "¿Qué harías hoy de distinta manera?",
        "¿Qué te enseñó aquello?",
    ),
    "short_introduction": (
        "¿Puedes decirme algo más sobre eso?",
        "¿Qué fue lo que más te gustó?",
        "¿Qué parte se te daba mejor?",
    ),
    "motivation": (
        "¿Por qué te importa eso?",
        "¿Cuándo lo viste claro?",
        "¿De qué te serviría en este puesto?",
        "¿Qué has hecho ya en esa dirección?",
    ),
    "introduction": (
        "¿Cómo llegaste a eso?",
        "¿Qué te enseñó?",
        "¿Te gustaría hacer más de eso y por qué?",
        "¿Cuánto hay de eso en lo que haces ahora?",
    ),
}
