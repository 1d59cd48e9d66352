"""The offline interviewer in Spanish: intents, replies, contradictions, and a whole interview."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from fsm import rules_for
from interview.contradictions import contradictions
from interview.followups import need, own_words, tells_the_past
from interview.intents import intent, is_done, is_ready, is_yes
from interview.lang import language
from interview.lang.es.verbs import you
from interview.models import Brief, Drill, Family, Length, Level, Persona, Track
from interview.naming import things
from interview.offline import next_move
from interview.planner import plan
from interview.question_bank import bank
from interview.questions import asked_in, classify, sentences, words
from interview.replies import reply
from interview.scene import Scene
from interview.slots import slots_of
from tests.interview.personas import answers_of
from tests.interview.test_conversation import Played, interview

pytestmark = pytest.mark.unit

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


def played(persona: Persona = Persona.NEUTRAL, **change: object) -> Played:
    brief = EVA.model_copy(update={"persona": persona, **change})
    return interview(brief, answers_of(EVA_SAYS, OTHERWISE))


@pytest.mark.parametrize("persona", list(Persona))
@pytest.mark.parametrize("track", list(Track))
def test_a_whole_interview_meets_every_minimum(persona: Persona, track: Track) -> None:
    done = played(persona, track=track)
    for said in done.history:
        print(f"[{said.stage:15}] {said.speaker[:1].upper()}: {said.text}")  # noqa: T201 - read with pytest -s
    assert done.stages == [rule.name for rule in rules_for(EVA.length, track=track)] + ["end"]
    assert done.exceptions == []
    for rule in rules_for(EVA.length, track=track):
        assert done.counted[rule.name] >= rule.min_questions


@pytest.mark.parametrize("length", list(Length))
@pytest.mark.parametrize(
    "answer", ["No lo sé.", "Sí.", "¿Puedes repetir?", "¿Qué quieres decir?", "Pues, doce."]
)
def test_it_ends_even_with_a_candidate_who_always_says_the_same(length: Length, answer: str) -> None:
    assert interview(EVA.model_copy(update={"length": length}), lambda _n, _heard: answer).finished


def test_nothing_is_said_in_english() -> None:
    english = re.compile(r"\b(?:the|you|your|and|what|how|thank|thanks|is|of|with|question)\b", re.IGNORECASE)
    for persona in Persona:
        for said in played(persona).history:
            assert not english.search(said.text), said.text


def test_no_sentence_is_said_twice_unless_asked_to() -> None:
    done = played()
    asked_again = {
        part
        for before, after in zip(done.history, done.history[1:], strict=False)
        if before.speaker == "candidate" and "repetir" in before.text
        for part in sentences(after.text)
    }
    said = Counter(part for s in done.history if s.speaker == "interviewer" for part in sentences(s.text))
    assert [part for part, times in said.items() if times > 1 and part not in asked_again] == []


def test_it_greets_by_name_role_and_company_and_says_what_it_is() -> None:
    text = played().history[0].text
    assert all(word in text for word in ("Eva", "ingeniera de software", "Pagos Norte", "reglas"))


def test_a_drill_of_one_question_is_announced_asked_and_left() -> None:
    question = "¿Por qué quieres trabajar con nosotros?"
    done = played(drill=Drill(stage="company_fit", question=question))
    assert "una pregunta" in done.history[0].text
    assert done.stages == ["greeting", "company_fit", "closing", "end"]
    assert any(question in said.text for said in done.history)


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


def test_the_bank_says_the_same_rows_in_spanish() -> None:
    english = {row.id: row for row in bank()}
    spanish = {row.id: row for row in bank("es")}
    assert len(spanish) >= 150
    assert spanish.keys() == english.keys()
    for row_id, row in spanish.items():
        assert row.text != english[row_id].text
        assert set(slots_of(row.text)) == set(slots_of(english[row_id].text)), row_id
        assert bool(row.plain) == bool(english[row_id].plain), row_id
        assert "usted" not in words(row.text), row_id


def test_a_language_without_a_bank_is_asked_in_english() -> None:
    assert bank("de") == bank()
    assert language("de") is language("en")
    rules = rules_for(Length.QUICK)
    german = EVA.model_copy(update={"language": "de"})
    assert next_move(Scene(brief=german, plan=plan(german, rules), stage=rules[0])).text.startswith(
        "Hello Eva"
    )


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
