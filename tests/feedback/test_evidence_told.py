"""What counts as told: one's own work, done; not what says the opposite, nor a name alone."""

from __future__ import annotations

import pytest

from feedback.evidence_map import untold
from tests.feedback.test_evidence_map import RESUME, heard, row, wanted

pytestmark = pytest.mark.unit

NOT_DONE = [
    ("Driving licence", "I haven't got a driving licence yet."),
    ("French", "I don't speak French."),
    ("Docker", "I never got round to Docker."),
    ("Docker", "Docker, well, zero exposure to it."),
    ("AWS", "I wish I had used AWS more."),
    ("Terraform", "I refused to use Terraform."),
    ("Excel", "I'm hopeless at Excel."),
    ("C++", "C++ scares me, so I avoided it."),
    ("Terraform", "I only read about Terraform in a book."),
    ("Java", "If I were to use Java, I would write tests first."),
    ("Kubernetes", "My manager used Kubernetes and reduced our costs by 20 percent."),
    ("Java", "My brother writes Java all day."),
    ("Kafka", "Our team used Kafka, but not me personally."),
    ("Emergency locksmith", "My friend runs an emergency locksmith business with three vans."),
    ("Pulumi", "I have never used Terraform, Pulumi or Ansible."),
    ("Kafka", "We had Kafka there, which I never touched."),
    ("Kafka", "I heard of Kafka at a talk, but I never used it."),
    ("Java", "He wrote Java for ten years."),
    ("Terraform", "Terraform? No. But I wrote some scripts by hand."),
    ("Kafka", "The data team ran Kafka for 5 years."),
    ("Python", "I tried to learn Python once and gave up after two days."),
    ("Java", "I quit Java before I even started."),
    ("Kubernetes", "We were planning to move to Kubernetes in 2023, but the project was cancelled."),
    ("French", "My French is very rusty, I forgot nearly everything in ten years."),
]
NOT_DONE_ES = [
    ("Kafka", "No he llegado a usar Kafka nunca."),
    ("Excel", "No manejo Excel."),
    ("Java", "Mi hermano escribe Java todo el día."),
    ("Kafka", "Mi jefe usó Kafka durante cinco años."),
    ("Kafka", "Nuestro equipo tenía Kafka, pero yo no."),
]
DONE = [
    ("Kafka", "No, I used Kafka for six years."),
    ("Kafka", "We moved it to Kafka so that we didn't lose messages."),
    ("Kubernetes", "I migrated twelve services to Kubernetes with no downtime."),
    ("Kubernetes", "I migrated twelve services to Kubernetes without downtime."),
    ("Kubernetes", "My manager and I used Kubernetes for the shop."),
    ("Kubernetes", "My manager asked me to set up Kubernetes, and I did it in a week."),
    ("Excel", "I taught Excel to my colleagues."),
    ("Terraform", "I not only used Terraform but taught it to others."),
    ("Kafka", "Our team used Kafka and I wrote the consumers."),
    ("Kafka", "I no longer use Kafka, but I ran it for years."),
    ("Java", "I write Java all day."),
    ("Kafka", "I've been running Kafka since 2019."),
    ("Docker", "I packed everything into Docker and nobody noticed."),
    ("Python", "I have never used Terraform, but I wrote our deployment in Python."),
    ("Training of nurses", "I was in charge of training new nurses."),
    ("Excel", "My job was the Excel sheet with all shifts."),
    ("Kafka", "With Kafka we handled a little more than before."),
    ("Excel", "At the month end I reconcile the bank accounts in Excel."),
    ("SQL", "I compared regions with and without radio in SQL and found the same in both."),
    ("Kafka", "I set up Kafka because the old queue couldn't cope."),
    ("Kafka", "We replaced Kafka because it didn't scale."),
    ("Kafka", "Kafka kept falling over and I had to work out why."),
]
DONE_ES = [
    ("Kafka", "Usé Kafka sin problemas durante tres años."),
    ("Kafka", "Yo montaba Kafka con mi jefe."),
    ("Kafka", "Trabajamos con Kafka y no perdimos mensajes."),
    ("Kafka", "Mi jefe y yo montamos Kafka."),
    ("Excel", "Llevo años haciendo hojas de Excel."),
]
ASKED_ES = "Cuéntame un problema difícil. ¿Cómo lo abordaste?"


@pytest.mark.parametrize(("line", "answer"), NOT_DONE)
def test_what_says_the_opposite_or_is_somebody_elses_work_is_not_told(line: str, answer: str) -> None:
    assert row(line, heard(answer)).state == "hole"


@pytest.mark.parametrize(("line", "answer"), NOT_DONE_ES)
def test_nor_is_it_in_spanish(line: str, answer: str) -> None:
    assert row(line, heard(answer, language="es", asked=ASKED_ES)).state == "hole"


@pytest.mark.parametrize(("line", "answer"), DONE)
def test_what_was_done_is_told_whatever_else_stands_in_the_sentence(line: str, answer: str) -> None:
    assert row(line, heard(answer)).state == "told"


@pytest.mark.parametrize(("line", "answer"), DONE_ES)
def test_so_it_is_in_spanish(line: str, answer: str) -> None:
    assert row(line, heard(answer, language="es", asked=ASKED_ES)).state == "told"


@pytest.mark.parametrize(
    "answer",
    [
        "Kafka is a queue for messages.",
        "I know Kafka a bit.",
        "I knew Kafka quite well there.",
        "I was told Kafka is great.",
        "I wanted to see Kafka there.",
        "I think Kafka is fine for messages.",
        "I would put Kafka between our two services.",
        "There was Kafka in the cellar.",
    ],
)
def test_what_is_named_without_anything_done_is_only_mentioned(answer: str) -> None:
    assert row("Kafka", heard(answer), resume=RESUME).state == "mentioned"


def test_one_telling_makes_it_told_and_stands_first() -> None:
    found = row("Kafka", heard("Kafka is a queue for messages."), heard("I ran Kafka there.", name="older"))
    assert (found.state, [one.interview_id for one in found.told]) == ("told", ["older", "one"])


def test_what_was_only_mentioned_waits_and_older_interviews_may_still_tell_of_it() -> None:
    named, tells = heard("Kafka is a queue for messages."), heard("I ran Kafka there.", name="older")
    left = untold(wanted("Kafka", "Python", "Rust"), RESUME, [named])
    assert [one.text for one in left.every] == ["Rust", "Python", "Kafka"]
    assert [one.text for one in left.mentioned] == ["Kafka"]
    assert untold(wanted("Kafka"), RESUME, [named, tells]).every == ()


def test_an_interview_in_a_language_without_rules_tells_of_nothing() -> None:
    said = heard("Je n'ai jamais utilisé Kafka en 2019.", language="fr")
    assert row("Kafka", said).state == "hole"
    assert [one.text for one in untold(wanted("Kafka"), "", [said]).holes] == ["Kafka"]
