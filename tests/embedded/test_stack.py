"""The embedded servers start together, are found again, and leave nothing behind."""

from __future__ import annotations

import json
import os
import socket
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from embedded import livekit, ports
from embedded.problem import EmbeddedError
from embedded.process import ROOT, ProcessId
from embedded.speech_process import SpeechOptions
from embedded.stack import Stack, read, running
from settings import Settings

pytestmark = pytest.mark.process


def children() -> set[int]:
    return {child.pid for child in psutil.Process().children(recursive=True)}


@pytest.fixture(autouse=True)
def _nothing_is_left() -> Iterator[None]:
    before = children()
    yield
    assert children() == before


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        yield holder.getsockname()[1]


def livekit_only(data_dir: Path, **options: object) -> Stack:
    return Stack(data_dir, with_speech=False, **options)  # type: ignore[arg-type]


def test_it_starts_and_stops_both_servers(tmp_path: Path) -> None:
    with Stack(tmp_path) as services:
        assert set(services.pids) == {"livekit", "speech"}
        assert services.running()
        assert read(tmp_path) == services
    assert not services.running()
    assert read(tmp_path) is None
    assert not (tmp_path / "run" / "embedded.json").exists()


def test_it_keeps_its_secrets_in_files_only_the_owner_can_read(tmp_path: Path) -> None:
    with livekit_only(tmp_path) as services:
        assert stat.S_IMODE((tmp_path / "run" / "embedded.json").stat().st_mode) == 0o600
        assert not (tmp_path / "run" / "livekit.yaml").exists()
        kept = json.loads((tmp_path / "run" / "embedded.json").read_text())
        assert kept["api_secret"] == services.api_secret.get_secret_value()
        assert kept["api_secret"] not in repr(services)


def test_it_listens_on_loopback_only(tmp_path: Path) -> None:
    with livekit_only(tmp_path) as services:
        server = psutil.Process(services.pids["livekit"].pid)
        addresses = {c.laddr.ip for c in server.net_connections() if not c.raddr}
    assert addresses <= {"127.0.0.1", "::ffff:127.0.0.1"}


def test_it_hands_no_stray_variable_to_a_child(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CANARY_TOKEN", "c4n4ry")
    with Stack(tmp_path) as services:
        for process in services.pids.values():
            assert "CANARY_TOKEN" not in psutil.Process(process.pid).environ()
            told = [*psutil.Process(process.pid).cmdline(), *psutil.Process(process.pid).environ().values()]
            assert not any(services.speech_key.get_secret_value() in word for word in told)
            assert not any(services.api_secret.get_secret_value() in word for word in told)


def test_it_uses_servers_that_already_run_and_leaves_them_running(tmp_path: Path) -> None:
    with livekit_only(tmp_path) as first:
        with livekit_only(tmp_path) as second:
            assert second == first
        assert first.running()


def test_it_takes_over_servers_whose_starter_is_gone(tmp_path: Path) -> None:
    script = (
        "import os, sys, pathlib\nfrom embedded.stack import Stack\n"
        "print(Stack(pathlib.Path(sys.argv[1]), with_speech=False).start().pids['livekit'].pid, flush=True)\n"
        "os._exit(9)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    orphan = ProcessId.of(int(done.stdout.split()[-1]))
    with livekit_only(tmp_path) as services:
        assert services.pids["livekit"] == orphan
    assert not orphan.alive()


def test_it_doesnt_believe_a_record_of_another_process(tmp_path: Path) -> None:
    with livekit_only(tmp_path) as services:
        path = tmp_path / "run" / "embedded.json"
        body = json.loads(path.read_text())
        body["pids"]["livekit"] = {"pid": os.getpid(), "started": 1.0}
        path.write_text(json.dumps(body))
        assert read(tmp_path) is None
        assert services.running()


def test_it_names_the_livekit_port_that_is_taken(tmp_path: Path, taken_port: int) -> None:
    [udp] = ports.free()
    stack = livekit_only(tmp_path, ports=livekit.Ports(taken_port, udp))
    with pytest.raises(EmbeddedError) as refused:
        stack.start()
    assert f"Port {taken_port} is taken" in refused.value.message


def test_it_stops_livekit_when_speech_cant_start(tmp_path: Path, taken_port: int) -> None:
    with pytest.raises(EmbeddedError) as refused:
        Stack(tmp_path, speech=SpeechOptions(port=taken_port)).start()
    assert f"Port {taken_port} is taken" in refused.value.message
    assert read(tmp_path) is None


def test_it_names_a_model_that_isnt_there(tmp_path: Path) -> None:
    with pytest.raises(EmbeddedError) as refused:
        Stack(tmp_path, with_livekit=False, speech=SpeechOptions(stt_model="/nowhere/huge.en")).start()
    assert "huge.en" in refused.value.message


def test_it_says_when_the_data_directory_cant_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(EmbeddedError) as refused:
        livekit_only(tmp_path / "file" / "data").start()
    assert "can't be written" in refused.value.message


def test_it_starts_nothing_when_both_servers_are_elsewhere(tmp_path: Path) -> None:
    settings = Settings(
        data_dir=tmp_path,
        livekit_url="wss://lk.example",
        speech_url="http://s.example/v1",
        _env_file=None,
    )
    with running(settings) as services:
        assert services is None
