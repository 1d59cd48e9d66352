"""The record of embedded servers: each one's address stands on its own process."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import SecretStr

from embedded.process import ProcessId
from embedded.services import EmbeddedServices, read, write
from errors import SpeechError
from tests.web.owners import Owners

pytestmark = pytest.mark.unit

GONE = ProcessId(pid=2**22 + 1, started=1.0)  # no Linux pid is that high


def record(data_dir: Path, **pids: ProcessId) -> None:
    write(
        data_dir,
        EmbeddedServices(
            livekit_url="ws://127.0.0.1:7880",
            livekit_api_url="http://127.0.0.1:7880",
            api_key="key",
            api_secret=SecretStr("secret"),
            speech_url="http://127.0.0.1:7881/v1",
            speech_key=SecretStr("key"),
            pids=pids,
            owner=ProcessId.mine(),
        ),
    )


def test_livekit_is_still_found_when_speech_is_gone(tmp_path: Path) -> None:
    record(tmp_path, livekit=ProcessId.mine(), speech=GONE)
    with Owners(tmp_path, read) as owners:
        assert owners.endpoints.livekit(None).url == "ws://127.0.0.1:7880"
        with pytest.raises(SpeechError, match="embedded speech is not running"):
            owners.endpoints.hearing(None)


def test_speech_is_still_found_when_livekit_is_gone(tmp_path: Path) -> None:
    record(tmp_path, livekit=GONE, speech=ProcessId.mine())
    found = read(tmp_path)
    assert found is not None
    assert (found.livekit_url, found.livekit_api_url) == ("", "")
    assert found.speech_url == "http://127.0.0.1:7881/v1"


def test_nothing_is_found_when_both_are_gone(tmp_path: Path) -> None:
    record(tmp_path, livekit=GONE, speech=GONE)
    assert read(tmp_path) is None
