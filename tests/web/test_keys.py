"""The page of provider keys: what it stores, what it shows, what it never shows, and when it refuses."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from flask.testing import FlaskClient
from pydantic import SecretStr

from store.vault import MasterKey, Vault
from web.keyring import Keyring
from web.services import KEY

from .conftest import JSON, House

pytestmark = pytest.mark.unit

URL = "wss://name.livekit.cloud"
LIVEKIT = {
    "livekit_url": URL,
    "livekit_api_key": "API-canary-1111",
    "livekit_api_secret": "livekit-secret-canary-2222",
}
OPENAI = {"openai_api_key": "sk-canary-3333", "openai_model": "gpt-4o"}
NAMES = ("livekit", "openai", "deepgram", "assemblyai")
STRANGE = Vault([MasterKey(bytes(range(1, 96, 3)))])


def keyring(house: House) -> Keyring:
    found: Keyring = house.app.extensions[KEY].keyring
    return found


def page(client: FlaskClient) -> str:
    answer = client.get("/settings/keys")
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def save(client: FlaskClient, provider: str, form: dict[str, str], **more: Any) -> Any:
    return client.post(f"/settings/keys/{provider}", data=form, **more)


def spoil(house: House, *fields: str) -> None:
    """Rows as they are when their master key was lost."""
    house.store.put_keys(
        house.alice.id, [STRANGE.seal(house.alice.id, field, SecretStr("lost")) for field in fields]
    )


def begin(house: House) -> str:
    row = house.interview()
    house.store.begin_run(
        house.alice.id, row.id, room="r-1", candidate_identity="c-1", token_hash="h", capacity=9
    )
    return row.id


def test_settings_lead_to_the_keys(alice: FlaskClient) -> None:
    assert alice.get("/settings").location == "/settings/keys"


def test_every_provider_has_a_card_that_says_who_pays(alice: FlaskClient) -> None:
    shown = page(alice)
    for name in NAMES:
        assert f'id="{name}"' in shown
    assert shown.count("Nothing to pay.") == 4
    assert "until you enter" not in shown


def test_a_saved_key_is_kept_sealed_and_its_end_alone_is_shown(house: House, alice: FlaskClient) -> None:
    answer = save(alice, "livekit", LIVEKIT)
    assert (answer.status_code, answer.location) == (303, "/settings/keys?saved=livekit#livekit")
    pair = keyring(house).keys(house.alice.id).livekit
    assert pair is not None
    assert (pair.url, pair.api_secret.get_secret_value()) == (URL, LIVEKIT["livekit_api_secret"])
    shown = page(alice)
    assert URL in shown
    assert "ends in 1111" in shown
    assert "ends in 2222" in shown
    assert "canary" not in shown
    rows = b"".join(row.ciphertext for row in house.store.keys(house.alice.id))
    assert b"canary" not in rows


def test_of_a_short_secret_nothing_is_shown(alice: FlaskClient) -> None:
    save(alice, "deepgram", {"deepgram_api_key": "tiny-secret"})
    shown = page(alice)
    assert "ends in" not in shown
    assert "cret" not in shown.replace("API secret", "").replace("api_secret", "")


def test_what_was_done_is_said_on_its_card(alice: FlaskClient) -> None:
    save(alice, "openai", OPENAI)
    saved = alice.get("/settings/keys?saved=openai").get_data(as_text=True)
    assert saved.count("Saved. Press Test") == 1
    assert "Deleted" in alice.get("/settings/keys?deleted=openai").get_data(as_text=True)
    assert "Deleted. MockFlow" not in alice.get("/settings/keys?deleted=nonsense").get_data(as_text=True)


def test_a_program_is_answered_in_json(alice: FlaskClient) -> None:
    assert save(alice, "openai", OPENAI, headers=JSON).get_json() == {"saved": "openai"}
    refused = save(alice, "openai", {"openai_api_key": "a b"}, headers=JSON)
    assert refused.status_code == 422
    assert list(refused.get_json()["error"]["fields"]) == ["openai_api_key"]
    assert alice.post("/settings/keys/openai/delete", headers=JSON).get_json() == {"deleted": "openai"}


def test_bad_input_stores_nothing_and_keeps_the_form_without_its_secrets(
    house: House, alice: FlaskClient
) -> None:
    answer = save(alice, "livekit", LIVEKIT | {"livekit_url": "wss://elsewhere.example.org"})
    shown = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert 'value="wss://elsewhere.example.org"' in shown
    assert "*.livekit.cloud only" in shown
    assert "enter them once more" in shown
    assert "canary" not in shown
    assert house.store.keys(house.alice.id) == []


def test_markup_in_an_address_is_shown_as_text(alice: FlaskClient) -> None:
    shown = save(alice, "livekit", LIVEKIT | {"livekit_url": '"><script>x'}).get_data(as_text=True)
    assert "<script>x" not in shown


def test_replacing_a_key_leaves_nothing_of_the_old_one(house: House, alice: FlaskClient) -> None:
    save(alice, "openai", OPENAI)
    save(
        alice,
        "openai",
        {"openai_api_key": "sk-another-4444", "openai_base_url": "https://api.groq.com/openai/v1"},
    )
    key = keyring(house).keys(house.alice.id).openai
    assert key is not None
    assert (key.api_key.get_secret_value(), key.base_url, key.model) == (
        "sk-another-4444",
        "https://api.groq.com/openai/v1",
        "",
    )


def test_the_model_alone_can_be_changed(house: House, alice: FlaskClient) -> None:
    save(alice, "openai", OPENAI)
    assert save(alice, "openai", {"openai_model": "gpt-5"}).status_code == 303
    key = keyring(house).keys(house.alice.id).openai
    assert key is not None
    assert (key.api_key.get_secret_value(), key.model) == (OPENAI["openai_api_key"], "gpt-5")


def test_deleting_forgets_one_provider_and_no_other(house: House, alice: FlaskClient) -> None:
    for name, form in (("livekit", LIVEKIT), ("openai", OPENAI)):
        save(alice, name, form)
    assert alice.post("/settings/keys/livekit/delete").location == "/settings/keys?deleted=livekit#livekit"
    assert {row.field for row in house.store.keys(house.alice.id)} == {
        *("openai_api_key", "openai_base_url", "openai_model")
    }
    assert alice.post("/settings/keys/livekit/delete").status_code == 303


@pytest.mark.parametrize("path", ["", "/delete", "/test"])
def test_there_is_no_other_provider(alice: FlaskClient, path: str) -> None:
    assert alice.post(f"/settings/keys/nonsense{path}").status_code == 404


def test_a_stranger_sees_and_touches_their_own_keys_only(house: House, alice: FlaskClient) -> None:
    save(alice, "livekit", LIVEKIT)
    charlie = house.client(house.charlie)
    assert "1111" not in page(charlie)
    charlie.post("/settings/keys/livekit/delete")
    assert keyring(house).keys(house.alice.id).livekit is not None


@pytest.mark.parametrize("fields", [("livekit_api_secret",), ("openai_base_url",), ("deepgram_api_key",)])
def test_an_unreadable_row_asks_for_its_key_again_and_breaks_nothing(
    house: House, alice: FlaskClient, fields: tuple[str, ...]
) -> None:
    for name, form in (
        ("livekit", LIVEKIT),
        ("openai", OPENAI),
        ("deepgram", {"deepgram_api_key": "d" * 20}),
    ):
        save(alice, name, form)
    spoil(house, *fields)
    shown = page(alice)
    assert shown.count("Enter this key again</span>") == 1
    assert shown.count("/test") == 2
    for path in ("/dashboard", "/interviews/new"):
        assert alice.get(path).status_code == 200
    name = fields[0].split("_")[0]
    found = keyring(house).keys(house.alice.id)
    assert getattr(found, name) is None
    assert found.unreadable == {*fields}
    entered = {"livekit": LIVEKIT, "openai": OPENAI, "deepgram": {"deepgram_api_key": "e" * 20}}[name]
    assert save(alice, name, entered).status_code == 303
    assert keyring(house).keys(house.alice.id).unreadable == frozenset()


def test_a_key_is_never_used_with_the_usual_address_when_its_own_is_unreadable(house: House) -> None:
    ring = keyring(house)
    ring.save(
        house.alice.id,
        {"openai_api_key": SecretStr("gsk-groq"), "openai_base_url": SecretStr("https://api.groq.com/v1")},
    )
    assert ring.keys(house.alice.id).openai is not None
    spoil(house, "openai_base_url")
    assert ring.keys(house.alice.id).openai is None


def test_rows_swapped_in_the_database_are_unreadable(house: House, alice: FlaskClient) -> None:
    save(alice, "livekit", LIVEKIT)
    key, secret = (
        next(row for row in house.store.keys(house.alice.id) if row.field == field)
        for field in ("livekit_api_key", "livekit_api_secret")
    )
    house.store.put_keys(house.alice.id, [replace(secret, field=key.field), replace(key, field=secret.field)])
    assert "Enter this key again</span>" in page(alice)


@pytest.mark.parametrize("path", ["", "/delete"])
@pytest.mark.parametrize("headers", [{}, JSON], ids=["page", "json"])
def test_livekit_keys_stay_while_an_interview_runs_under_them(
    house: House, alice: FlaskClient, path: str, headers: dict[str, str]
) -> None:
    save(alice, "livekit", LIVEKIT)
    interview_id = begin(house)
    form = LIVEKIT | {"livekit_url": "wss://other.livekit.cloud"}
    answer = alice.post(f"/settings/keys/livekit{path}", data=form, headers=headers)
    assert answer.status_code == 409
    assert "is running in a room" in answer.get_data(as_text=True)
    pair = keyring(house).keys(house.alice.id).livekit
    assert pair is not None
    assert pair.url == URL
    assert save(alice, "openai", OPENAI).status_code == 303
    house.store.abort_run(house.alice.id, interview_id)
    assert alice.post(f"/settings/keys/livekit{path}", data=form).status_code == 303


def test_the_refused_form_keeps_its_address(house: House, alice: FlaskClient) -> None:
    begin(house)
    shown = save(alice, "livekit", LIVEKIT).get_data(as_text=True)
    assert f'value="{URL}"' in shown
    assert "canary" not in shown
