"""The evidence map: the right rows, in the owner's own words, of the job that was picked."""

from __future__ import annotations

import re
from html import unescape

import pytest
from flask.testing import FlaskClient

from interview.requirements import MOST
from store.rows import InterviewRow
from web import jobs

from .conftest import House
from .test_untold import ADVERT, KAFKA, RESUME, told

pytestmark = pytest.mark.unit

TERRAFORM = "I learned Terraform in a month and moved nine services."


def page(client: FlaskClient, job: InterviewRow | None = None) -> str:
    answer = client.get("/evidence-map", query_string={"interview": job.id} if job else {})
    assert answer.status_code == 200
    return unescape(answer.get_data(as_text=True))


def table(text: str) -> dict[str, tuple[str, str, str]]:
    """By requirement: its state, what the résumé says, what was said."""
    rows = re.findall(r'<th scope="row">(.*?)(?:<span.*?)?</th>(.*?)</tr>', text, re.DOTALL)
    found = {}
    for requirement, cells in rows:
        state, paper, said = (
            " ".join(re.sub(r"<[^>]+>", " ", cell).split())
            for cell in re.findall(r"<td.*?>(.*?)</td>", cells, re.DOTALL)
        )
        found[requirement] = (state, paper, said)
    return found


def test_each_requirement_is_told_only_on_paper_or_a_hole(house: House, alice: FlaskClient) -> None:
    told(house, KAFKA)
    rows = table(page(alice))
    assert list(rows) == ["Experience with Terraform", "Experience with Kafka", "Python"]
    assert rows["Experience with Terraform"] == ("Hole", "Not in it", "Not said yet")
    assert rows["Python"] == ("Only on paper", "Python and Kafka", "Not said yet")
    state, paper, said = rows["Experience with Kafka"]
    assert (state, paper) == ("Told", "Python and Kafka")
    assert said.startswith(KAFKA.rstrip("."))


def test_what_is_only_named_is_mentioned_and_counted_apart(house: House, alice: FlaskClient) -> None:
    told(house, "Kafka is a queue for messages.", KAFKA.replace("Kafka", "Python"))
    shown = page(alice)
    assert [state for state, _, _ in table(shown).values()] == ["Hole", "Mentioned", "Told"]
    numbers = re.findall(r'"stat-number">(\d+)<', shown)
    assert numbers == ["1", "1", "0", "1"]


def test_a_quote_leads_to_its_turn_in_its_interview(house: House, alice: FlaskClient) -> None:
    row = told(house, "We sold bread there.", KAFKA)
    assert f'href="/interviews/{row.id}#turn-3"' in page(alice)
    review = alice.get(f"/interviews/{row.id}").get_data(as_text=True)
    assert KAFKA in review.partition('id="turn-3"')[2].partition("</li>")[0]


def test_all_interviews_count_whatever_job_they_were_for(house: House, alice: FlaskClient) -> None:
    job = told(house, KAFKA)
    other = told(house, TERRAFORM, role="Baker", job_description="")
    shown = page(alice, job)
    assert table(shown)["Experience with Terraform"][0] == "Told"
    assert f"/interviews/{other.id}#turn-1" in shown
    assert "2 interviews were read" in shown


def test_the_words_are_those_that_were_corrected(house: House, alice: FlaskClient) -> None:
    row = told(house, KAFKA)
    house.store.correct_turn(row.owner_id, row.id, "1.1", "I built a replay tool for coffee.")
    assert table(page(alice))["Experience with Kafka"][0] == "Only on paper"
    house.store.correct_turn(row.owner_id, row.id, "1.1", "I built a replay tool in Terraform.")
    assert table(page(alice))["Experience with Terraform"][0] == "Told"


def test_a_deleted_interview_vanishes_from_the_map(house: House, alice: FlaskClient) -> None:
    told(house, KAFKA)
    row = told(house, TERRAFORM, role="Baker")
    assert TERRAFORM.rstrip(".") in page(alice)
    house.store.delete_interview(row.owner_id, row.id)
    assert TERRAFORM.rstrip(".") not in page(alice)


def test_a_strangers_interviews_never_appear_and_their_id_is_unknown(
    house: House, alice: FlaskClient
) -> None:
    row = told(house, TERRAFORM, owner_id=house.charlie.id, company="CANARY")
    told(house, KAFKA)
    shown = page(alice)
    assert "CANARY" not in shown
    assert TERRAFORM.rstrip(".") not in shown
    assert alice.get(f"/evidence-map?interview={row.id}").status_code == 404
    assert alice.get("/evidence-map?interview=nothing").status_code == 404
    assert alice.get(f"/interviews/new?interview={row.id}").status_code == 404


def test_one_picks_among_the_jobs_newest_first_each_once(house: House, alice: FlaskClient) -> None:
    first = told(house, KAFKA)
    told(house, KAFKA, role="ENGINEER ")
    baker = told(house, KAFKA, role="Baker", job_description="- Sourdough bread")
    told(house, KAFKA, role="Gardener", job_description="")
    shown = page(alice)
    options = re.findall(r'<option value="(\w+)" (selected)?>(\w+)', shown)
    assert [(role, bool(chosen)) for _, chosen, role in options] == [
        ("Gardener", False),
        ("Baker", True),
        ("ENGINEER", False),
    ]
    assert list(table(shown)) == ["Sourdough bread"]
    assert "Experience with Terraform" in table(page(alice, first))
    assert list(table(page(alice, baker))) == ["Sourdough bread"]


def test_markup_in_the_advertisement_and_in_answers_is_shown_as_it_is_written(
    house: House, alice: FlaskClient
) -> None:
    told(
        house,
        "I wrote <b>Kafka</b> and <script>alert(2)</script> there.",
        job_description="- <script>alert(1)</script> Kafka\n- <img src=x onerror=alert(1)> Pottery",
        resume_text="<i>Pottery</i> & <script>alert(3)</script>",
    )
    raw = alice.get("/evidence-map").get_data(as_text=True)
    assert "<script>alert" not in raw
    assert "<img" not in raw
    assert "<b>Kafka" not in raw
    assert "<i>Pottery" not in raw
    assert "&lt;script&gt;alert(1)&lt;/script&gt; Kafka" in raw


def test_without_a_description_it_says_how_to_get_a_map(house: House, alice: FlaskClient) -> None:
    assert "paste its job description" in page(alice)
    row = told(house, KAFKA, job_description="")
    shown = page(alice)
    assert "This job has no description yet" in shown
    assert f"/interviews/new?interview={row.id}" in shown
    assert "<table" not in shown


def test_a_description_that_asks_for_nothing_or_for_anything_has_its_sentence(
    house: House, alice: FlaskClient
) -> None:
    told(house, KAFKA, job_description="We are a bank.")
    assert "No requirement found" in page(alice)
    told(house, KAFKA, job_description="- Strong team player")
    assert "Nothing to look for by words" in page(alice)


def test_it_says_how_it_is_found_and_what_is_left_out(house: House, alice: FlaskClient) -> None:
    many = "\n".join(f"- {letter}{letter}{letter}ing walls" for letter in "abcdefghijklmnopqrstuvwxyz")
    told(house, KAFKA, job_description=f"{many}\n- Strong team player")
    shown = page(alice)
    assert "By words." in shown
    assert "told in other words may be missed" in shown
    assert f"asks for 26 things. The first {MOST} are shown." in shown
    assert "1 line asks for what any job asks for" in shown


def test_it_says_how_many_lines_nobody_should_be_asked_about(house: House, alice: FlaskClient) -> None:
    told(house, KAFKA, job_description="- Kafka\n- Christian faith\n- Closing date 3 May 2026")
    shown = page(alice)
    assert "2 lines are left out and never asked about" in shown
    assert list(table(shown)) == ["Kafka"]
    assert "Christian" not in shown


def test_where_words_decide_it_only_says_that_nothing_was_found(house: House, alice: FlaskClient) -> None:
    told(house, KAFKA, job_description="- Serving customers at the till\n- Terraform")
    rows = table(page(alice))
    assert rows["Serving customers at the till"] == ("Hole", "Nothing found", "Nothing found")
    assert rows["Terraform"] == ("Hole", "Not in it", "Not said yet")


def test_before_the_first_interview_is_over_there_are_holes_and_it_says_why(
    house: House, alice: FlaskClient
) -> None:
    house.interview(job_description=ADVERT, resume_text="")
    shown = page(alice)
    assert {state for state, _, _ in table(shown).values()} == {"Hole"}
    assert "No interview is over yet" in shown
    assert "No résumé yet" in shown


def test_the_newest_résumé_counts_wherever_it_is(house: House, alice: FlaskClient) -> None:
    told(house, KAFKA)
    told(house, KAFKA, resume_text="")
    assert table(page(alice))["Python"][1] == "Python and Kafka"
    house.store.add_document(
        *(house.alice.id,),
        kind="resume",
        filename="new.txt",
        media_type="text/plain",
        data=b"x",
        text="Terraform by night",
    )
    shown = page(alice)
    assert table(shown)["Experience with Terraform"][:2] == ("Only on paper", "Terraform by night")
    assert "Résumé: new.txt, uploaded" in shown


def test_at_most_so_many_interviews_are_read_and_it_says_so(
    house: House, alice: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "MOST_INTERVIEWS", 1)
    monkeypatch.setattr("web.evidence_page.MOST_INTERVIEWS", 1)
    told(house, TERRAFORM)
    told(house, KAFKA)
    shown = page(alice)
    assert table(shown)["Experience with Terraform"][0] == "Hole"
    assert "Your newest 1 interviews were read; 1 older one was not." in shown


def test_interviews_in_other_languages_are_left_out_and_it_says_so(
    house: House, alice: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "MOST_INTERVIEWS", 1)
    monkeypatch.setattr("web.evidence_page.MOST_INTERVIEWS", 1)
    job = told(house, TERRAFORM)
    told(house, "Je n'ai jamais utilisé Kafka en 2019.", language="fr")
    shown = page(alice, job)
    assert [state for state, _, _ in table(shown).values()] == ["Told", "Only on paper", "Only on paper"]
    assert "1 interview was read" in shown
    assert "1 interview was in a language whose words can’t be compared here" in shown
    assert "older one" not in shown


def test_no_interview_is_read_where_there_is_nothing_to_look_for(
    house: House, alice: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    told(house, KAFKA, job_description="")
    monkeypatch.setattr(house.store, "events", lambda *_: pytest.fail("it was read"))
    assert "no description yet" in page(alice)


def test_the_dashboard_and_the_review_page_lead_there(house: House, alice: FlaskClient) -> None:
    row = told(house, KAFKA)
    assert 'href="/evidence-map"' in alice.get("/dashboard").get_data(as_text=True)
    assert f'href="/evidence-map?interview={row.id}"' in alice.get(f"/interviews/{row.id}").get_data(
        as_text=True
    )
    without = told(house, KAFKA, job_description="")
    assert "/evidence-map" not in alice.get(f"/interviews/{without.id}").get_data(as_text=True)


def test_practising_again_begins_with_the_same_job(house: House, alice: FlaskClient) -> None:
    row = told(house, KAFKA, level="lead")
    told(house, KAFKA, role="Baker", job_description="", resume_text="")
    assert f"/interviews/new?interview={row.id}" in page(alice, row)
    form = unescape(alice.get(f"/interviews/new?interview={row.id}").get_data(as_text=True))
    assert 'value="Engineer"' in form
    assert 'value="Northwind"' in form
    assert f">{ADVERT}</textarea>" in form
    assert f">{RESUME}</textarea>" in form
    assert '<option value="lead" selected>' in form
    assert "data-as-before" in form
    plain = unescape(alice.get("/interviews/new").get_data(as_text=True))
    assert ADVERT not in plain
    assert "data-as-before" not in plain
