"""What every store promises a stranger: nothing, at any door. And no method of the port goes untested."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from errors import NotFoundError
from interview.models import Plan
from store.port import Store
from store.rows import InterviewRow, UserRow
from tests.store.belongings import Belongings, fill, keep, sealed
from tests.store.conftest import BRIEF, PLAN

pytestmark = pytest.mark.unit

Door = Callable[[Store, str, Belongings], object]

DOORS: dict[str, Door] = {
    "interview": lambda s, o, b: s.interview(o, b.interview.id),
    "delete_interview": lambda s, o, b: s.delete_interview(o, b.interview.id),
    "set_plan": lambda s, o, b: s.set_plan(o, b.interview.id, Plan(questions=())),
    "begin_run": lambda s, o, b: s.begin_run(
        o, b.interview.id, room="r", candidate_identity="c", token_hash="h"
    ),
    "abort_run": lambda s, o, b: s.abort_run(o, b.interview.id),
    "take_lease": lambda s, o, b: s.take_lease(o, b.interview.id, "t", takeover=True),
    "events": lambda s, o, b: s.events(o, b.interview.id),
    "feedback": lambda s, o, b: s.feedback(o, b.interview.id),
    "feedback_versions": lambda s, o, b: s.feedback_versions(o, b.interview.id),
    "corrections": lambda s, o, b: s.corrections(o, b.interview.id),
    "correct_turn": lambda s, o, b: s.correct_turn(o, b.interview.id, "1.1", "Mine now."),
    "document": lambda s, o, b: s.document(o, b.document.id),
    "document_file": lambda s, o, b: s.document_file(o, b.document.id),
    "delete_document": lambda s, o, b: s.delete_document(o, b.document.id),
    "link_document": lambda s, o, b: s.link_document(o, b.interview.id, b.document.id),
    "interview_documents": lambda s, o, b: s.interview_documents(o, b.interview.id),
    "add_recording": lambda s, o, b: s.add_recording(
        o, b.interview.id, name="a", media_type="audio/ogg", data=b"b"
    ),
    "recordings": lambda s, o, b: s.recordings(o, b.interview.id),
    "recording_file": lambda s, o, b: s.recording_file(o, b.recording.id),
}


@pytest.mark.parametrize("door", sorted(DOORS))
def test_a_stranger_who_knows_the_ids_finds_nothing(
    store: Store, interview: InterviewRow, charlie: UserRow, door: str
) -> None:
    belongings = fill(store, interview)
    before = store.interview(interview.owner_id, interview.id)
    with pytest.raises(NotFoundError):
        DOORS[door](store, charlie.id, belongings)
    assert store.interview(interview.owner_id, interview.id) == before
    assert store.recordings(interview.owner_id, interview.id) == [belongings.recording]
    assert store.document_file(interview.owner_id, belongings.document.id) == b"%PDF-1.7 cv"


def test_a_strangers_lists_are_empty(store: Store, interview: InterviewRow, charlie: UserRow) -> None:
    fill(store, interview)
    assert store.interviews(charlie.id) == []
    assert store.documents(charlie.id) == []
    assert store.keys(charlie.id) == []
    assert store.preferences(charlie.id) == {}


def test_a_document_of_ones_own_cannot_be_linked_to_a_strangers_interview(
    store: Store, interview: InterviewRow, charlie: UserRow
) -> None:
    own = keep(store, charlie)
    with pytest.raises(NotFoundError):
        store.link_document(charlie.id, interview.id, own.id)
    his = store.create_interview(owner_id=charlie.id, brief=BRIEF, plan=PLAN)
    with pytest.raises(NotFoundError):
        store.link_document(interview.owner_id, interview.id, own.id)
    assert store.interview_documents(charlie.id, his.id) == []


GONE: dict[str, Callable[[Store, UserRow], object]] = {
    "create_sign_in": lambda s, u: s.create_sign_in(u.id),
    "create_interview": lambda s, u: s.create_interview(owner_id=u.id, brief=BRIEF, plan=PLAN),
    "add_document": lambda s, u: keep(s, u),
    "put_keys": lambda s, u: s.put_keys(u.id, [sealed(u, "openai_api_key")]),
    "set_preferences": lambda s, u: s.set_preferences(u.id, {"voice": "joe"}),
    "delete_user": lambda s, u: s.delete_user(u.id),
}


@pytest.mark.parametrize("door", sorted(GONE))
def test_nothing_can_be_kept_for_an_account_that_is_gone(store: Store, alice: UserRow, door: str) -> None:
    store.delete_user(alice.id)
    with pytest.raises(NotFoundError):
        GONE[door](store, alice)
    assert store.traces(alice.id) == {}


def test_the_contract_calls_every_method_of_the_port() -> None:
    here = Path(__file__).parent
    text = "".join(path.read_text(encoding="utf-8") for path in sorted(here.glob("*.py")))
    methods = {name for name in vars(Store) if not name.startswith("_")}
    assert len(methods) > 40
    assert {name for name in methods if not re.search(rf"\b(?:store|s|made)\.{name}\(", text)} == set()
