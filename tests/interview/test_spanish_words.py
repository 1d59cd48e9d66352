"""What is understood in Spanish: asides, questions, the parts of an answer, what it names and claims."""

from __future__ import annotations

import pytest

from fsm import rules_for
from interview.contradictions import contradictions
from interview.followups import need, own_words, tells_the_past
from interview.intents import intent, is_done, is_ready, is_yes
from interview.lang.es.verbs import you
from interview.models import Length
from interview.naming import things
from interview.planner import plan
from interview.question_bank import bank
from interview.questions import asked_in, classify
from interview.replies import reply
from tests.interview.eva import EVA

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Perdona, ¿puedes repetir la pregunta?", "repeat"),
        ("No te he oído bien.", "repeat"),
        ("¿Cómo dices?", "repeat"),
        ("¿Qué quieres decir?", "rephrase"),
        ("No entiendo la pregunta.", "rephrase"),
        ("No he entendido, ¿lo dices de otra manera?", "rephrase"),
        ("No lo sé.", "pass"),
        ("Pues la verdad, no se me ocurre nada.", "pass"),
        ("Siguiente, por favor.", "pass"),
        ("Paso.", "pass"),
        ("Déjame pensar un momento.", "think"),
        ("", "think"),
        ("¿Cuánto dura esto?", "ask"),
        ("Eh, ¿eres una persona de verdad?", "ask"),
        ("¿Puedo hablar de un proyecto de la universidad?", "ask"),
        ("Procuro llegar pronto y decir lo que no sé. Eso ahorra tiempo.", "answer"),
        ("Repetimos las pruebas una vez y salió bien.", "answer"),
        ("Les pregunté: ¿qué necesitáis? Y luego construí eso.", "answer"),
        ("Trabajé en una tienda.", "answer"),
        ("Pasamos a otra oficina el año pasado y mejoró el ambiente.", "answer"),
    ],
)
def test_it_reads_what_a_short_utterance_wants(text: str, expected: str) -> None:
    assert intent(text, language="es") == expected


def test_it_hears_yes_no_and_nothing_more() -> None:
    assert is_ready("Sí, claro.", language="es")
    assert not is_ready("Todavía no.", language="es")
    assert is_done("No, eso es todo.", language="es")
    assert not is_done("Sí, una cosa.", language="es")
    assert is_yes("Sí, por favor.", language="es")


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("¿Cuánto dura esto?", "15 minutos como mucho"),
        ("¿Eres una persona real?", "programa"),
        ("¿Se graba esto?", "transcripción"),
        ("¿Cuándo me das la valoración?", "página de revisión"),
        ("¿Me oyes?", "te oigo"),
        ("¿Qué viene ahora?", "Empezamos por ti"),
        ("¿Cuál es el sueldo?", "no puedo hablar en nombre de Pagos Norte"),
    ],
)
def test_it_answers_truthfully_or_says_who_could(question: str, answer: str) -> None:
    assert answer in reply(question, EVA)


STORY = "Cuéntame un problema difícil que tuviste que resolver. ¿Cómo lo abordaste?"


@pytest.mark.parametrize(
    ("answer", "lacks"),
    [
        ("Tuvimos un fallo.", "short"),
        (
            "Lo miramos juntos, vimos que nuestra cola estaba llena, cambiamos nuestros ajustes y los "
            "probamos durante días enteros.",
            "own_part",
        ),
        (
            "La cola se llenaba cada noche y todo el mundo se quejaba de lo lento que iba el sistema.",
            "action",
        ),
        (
            "La cola se llenaba cada noche, así que cambié los ajustes y vigilé los consumidores unos días.",
            "result",
        ),
        (
            "La cola se llenaba cada noche, así que cambié los ajustes y al final quedó vacía por la mañana.",
            "number",
        ),
        (
            "La cola se llenaba cada noche, cambié los ajustes y al final fue mucho más rápida "
            "por la mañana.",
            "claim",
        ),
        (
            "La cola se llenaba cada noche, así que cambié 4 ajustes y al final quedó vacía por la mañana.",
            "deeper",
        ),
    ],
)
def test_it_asks_for_what_the_answer_lacks(answer: str, lacks: str) -> None:
    assert need(answer, question=STORY, competency="problem_solving", language="es") == lacks


def test_it_tells_the_past_from_the_imagined() -> None:
    assert tells_the_past(STORY, language="es")
    assert not tells_the_past("¿Cómo averiguarías qué ha cambiado?", language="es")
    assert not tells_the_past("¿Cómo te aseguras de que está bien?", language="es")


@pytest.mark.parametrize(
    ("verb", "said"),
    [
        ("moví", "moviste"),
        ("escribí", "escribiste"),
        ("cambié", "cambiaste"),
        ("busqué", "buscaste"),
        ("negocié", "negociaste"),
        ("entregué", "entregaste"),
        ("organicé", "organizaste"),
        ("hice", "hiciste"),
        ("traduje", "tradujiste"),
    ],
)
def test_it_turns_i_did_into_you_did(verb: str, said: str) -> None:
    assert you(verb) == said


@pytest.mark.parametrize(
    ("answer", "phrase"),
    [
        (
            "Había problemas, así que reescribí el proceso de facturación y dormí.",
            "reescribiste el proceso de facturación",
        ),
        ("Me senté con mi equipo.", ""),
        ("Lo cambié todo.", ""),
        ("También café.", ""),
        ("Prepararé el informe mañana.", ""),
    ],
)
def test_it_lifts_a_few_of_the_candidates_own_words(answer: str, phrase: str) -> None:
    assert own_words(answer, language="es") == phrase


@pytest.mark.parametrize(
    ("answer", "named"),
    [
        ("Moví los trabajos de liquidación a una cola.", "los trabajos de liquidación"),
        ("Mi furgoneta se rompió en el depósito.", "tu furgoneta"),
        ("Hubo una caída en la pasarela de pagos.", "la pasarela de pagos"),
        ("Fui al almacén.", "el almacén"),
        ("El cliente llamó a la oficina.", "el cliente"),
    ],
)
def test_it_finds_the_most_telling_thing_an_answer_names(answer: str, named: str) -> None:
    assert things(answer, language="es")[0] == named


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("Estuve nueve años en el Banco del Puerto.", "nueve años"),
        ("Tengo quince años de experiencia en esto.", "quince años"),
        ("Antes trabajé para Globex como probadora.", "Globex"),
        ("Fui directora de ingeniería.", "directora"),
    ],
)
def test_it_asks_about_what_does_not_agree_with_the_résumé(answer: str, said: str) -> None:
    (question,) = contradictions(answer, EVA)
    assert said in question
    assert question.endswith("?")


@pytest.mark.parametrize(
    "answer",
    [
        "Estuve cinco años en el Banco del Puerto.",
        "Trabajé en Barcelona tres años.",
        "Mi hija tiene nueve años.",
        "Mi padre era director de orquesta.",
        "Llevo seis años trabajando en esto.",
    ],
)
def test_it_leaves_alone_what_agrees_or_can_not_be_told(answer: str) -> None:
    assert contradictions(answer, EVA) == ()


@pytest.mark.parametrize(
    ("text", "asked", "expected"),
    [
        (
            "Gracias. Háblame de algo que no funcionó. ¿Qué hiciste a continuación?",
            (),
            ("main", "past-failure"),
        ),
        ("¿Qué te trae por aquí?", (), ("main", "")),
        ("Ya veo. ¿Cómo terminó la historia?", ("¿Qué hiciste?",), ("follow_up", "")),
        ("Dicho de otra manera: ¿qué pasó entonces?", ("¿Qué hiciste?",), ("repeat", "")),
        ("¿Empezamos?", (), None),
        ("Tómate tu tiempo.", (), None),
    ],
)
def test_it_tells_questions_follow_ups_and_repeats_apart(
    text: str, asked: tuple[str, ...], expected: tuple[str, str] | None
) -> None:
    planned = plan(EVA.model_copy(update={"length": Length.FULL}), rules_for(Length.FULL)).questions
    row = next(row for row in bank("es") if row.id == "past-failure")
    planned = (*planned, planned[0].model_copy(update={"id": row.id, "text": row.text, "rephrase": ""}))
    assert classify(text, planned=planned, asked=asked, language="es") == expected


def test_prompts_without_a_question_mark_are_questions() -> None:
    assert asked_in("Cuéntame más de eso.", language="es")
    assert asked_in("Explícame cómo lo haces.", language="es")
    assert not asked_in("Muchas gracias por contármelo.", language="es")
