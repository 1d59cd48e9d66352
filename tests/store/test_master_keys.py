"""A master key that isn't random is refused in words; a box of one's own makes its own, once."""

from __future__ import annotations

import base64
import re
import secrets
import stat
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from secret_files import made_once
from settings import Settings
from store.vault import MasterKeyError, new_master_key, parse_master_keys
from wiring import WiringError, open_vault

pytestmark = pytest.mark.unit

ROOT = Path(__file__).resolve().parents[2]
RANDOM = secrets.token_bytes(32)


def encoded(secret: bytes) -> str:
    return base64.b64encode(secret).decode()


BAD = {
    "blank": " ",
    "only a comma": ",",
    "a comma at the end": f"{encoded(RANDOM)},",
    "a word": "changeme",
    "a word of the right length in base64": encoded(b"change-me-change-me-change-me-32"),
    "a pass phrase": "correct horse battery staple",
    "hexadecimal": RANDOM.hex(),
    "too short": encoded(RANDOM[:31]),
    "too long": encoded(RANDOM + b"\x00"),
    "half as long": encoded(RANDOM[:16]),
    "zeros": encoded(bytes(32)),
    "one byte again and again": encoded(b"\xa5" * 32),
    "a short pattern": encoded(bytes([7, 250, 33, 1]) * 8),
    "a half, twice": encoded(RANDOM[:16] * 2),
    "counting up": encoded(bytes(range(32))),
    "counting down by three": encoded(bytes((200 - 3 * n) % 256 for n in range(32))),
    "text": encoded(b"The quick brown fox jumps, again."[:32]),
    "not base64": "?" * 44,
    "URL-safe base64": base64.urlsafe_b64encode(b"\xff" * 8 + RANDOM[:24]).decode(),
    "the same key twice": f"{encoded(RANDOM)},{encoded(RANDOM)}",
    "a bad one behind a good one": f"{encoded(RANDOM)},{encoded(bytes(32))}",
    "quoted": f'"{encoded(RANDOM)}"',
}


@pytest.mark.parametrize("text", BAD.values(), ids=BAD.keys())
def test_a_bad_master_key_is_refused_in_words_that_repeat_nothing_of_it(text: str) -> None:
    with pytest.raises(MasterKeyError) as refused:
        parse_master_keys(SecretStr(text))
    assert re.match(r"MASTER_KEYS: key \d ", refused.value.message)
    assert "flask keys new" in refused.value.message
    for word in text.split(","):
        assert len(word) < 5 or word not in refused.value.message + str(refused.value)


def test_no_value_that_the_template_shows_is_accepted() -> None:
    shown = re.findall(r"^[A-Z_]+=(.*)$", (ROOT / "env.template").read_text(encoding="utf-8"), re.MULTILINE)
    assert len(set(shown)) > 20
    for value in {*shown, *(encoded(word.encode()) for word in shown)}:
        with pytest.raises(MasterKeyError):
            parse_master_keys(SecretStr(value))


def test_a_fresh_master_key_is_accepted() -> None:
    made = [new_master_key() for _ in range(200)]
    assert len(parse_master_keys(SecretStr(" , ".join(made)))) == 200


def test_without_a_master_key_a_box_that_others_reach_refuses_to_start(tmp_path: Path) -> None:
    for setting in ("public_url", "supabase_url", "oidc_client_id"):
        said: dict[str, Any] = {setting: "https://mockflow.example.org"}
        settings = Settings(_env_file=None, data_dir=tmp_path, **said)
        with pytest.raises(WiringError, match="no master key"):
            open_vault(settings)
    assert list(tmp_path.iterdir()) == []


def test_a_box_of_ones_own_makes_its_master_key_once_for_its_owner_alone(tmp_path: Path) -> None:
    settings = Settings(_env_file=None, data_dir=tmp_path / "data")
    row = open_vault(settings).seal("alice", "openai_api_key", SecretStr("sk"))
    assert open_vault(settings).open(row).get_secret_value() == "sk"
    file = tmp_path / "data" / "secrets" / "master.key"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert [path.name for path in file.parent.iterdir()] == ["master.key"]


def test_a_damaged_key_file_refuses_the_start_and_is_left_as_it_is(tmp_path: Path) -> None:
    settings = Settings(_env_file=None, data_dir=tmp_path)
    file = tmp_path / "secrets" / "master.key"
    made_once(file)
    file.write_bytes(file.read_bytes()[:20])
    with pytest.raises(MasterKeyError) as refused:
        open_vault(settings)
    assert "20 bytes instead of 32" in refused.value.message
    assert "backup" in refused.value.message
    assert file.stat().st_size == 20


def test_a_key_file_that_cant_be_made_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "secrets").write_text("in the way")
    with pytest.raises(WiringError) as refused:
        open_vault(Settings(_env_file=None, data_dir=tmp_path))
    assert "DATA_DIR" in refused.value.message
