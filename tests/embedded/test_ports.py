"""Ports are probed on the address they are wanted on."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest
from pydantic import ValidationError

from embedded import ports
from embedded.problem import EmbeddedError
from settings import Settings

pytestmark = pytest.mark.unit


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::"])
def test_a_port_is_free_until_somebody_listens_there(host: str) -> None:
    if host == "::" and not socket.has_dualstack_ipv6():
        host = "127.0.0.1"
    [port] = ports.free()
    assert ports.is_free(port, host=host)
    with socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET):
        assert not ports.is_free(port, host=host)


@pytest.mark.parametrize("host", ["no-such-host.invalid", "192.0.2.1"])
def test_an_address_that_is_not_ours_is_named_and_no_port_is_blamed(host: str) -> None:
    with pytest.raises(EmbeddedError) as caught:
        ports.check(ports.free()[0], host=host)
    assert caught.value.message.startswith(f"HOST={host} is no address of this computer.")


def test_a_taken_port_is_named_with_the_next_one() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        with pytest.raises(EmbeddedError) as caught:
            ports.check(port, host="127.0.0.1")
    assert caught.value.message.startswith(f"Port {port} is taken")


def test_an_address_that_no_browser_could_name_is_refused(tmp_path: Path) -> None:
    assert Settings(_env_file=None, data_dir=tmp_path, host="::").host == "::"
    with pytest.raises(ValidationError, match="host"):
        Settings(_env_file=None, data_dir=tmp_path, host="::1")
