"""What this process really dials and looks up, seen by an audit hook below every library.

While a :class:`Wire` is in place, an address that isn't expected is noted and refused before a packet
leaves, and no name is looked up for real.
"""

from __future__ import annotations

import ipaddress
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

Endpoint = tuple[str, int]


class Wire:
    """Attributes: ``dialled`` in order; ``looked_up``, the names; ``open``, what may be dialled."""

    def __init__(self) -> None:
        self.dialled: list[Endpoint] = []
        self.looked_up: list[str] = []
        self.open: set[Endpoint] = set()

    def connect(self, address: Any) -> None:
        """A socket is about to connect."""
        if not isinstance(address, tuple):
            return  # a Unix socket
        endpoint = (str(address[0]), int(address[1]))
        self.dialled.append(endpoint)
        if endpoint not in self.open:
            raise ConnectionRefusedError("the test's wire leads nowhere")

    def look_up(self, host: Any) -> None:
        """A host is about to be looked up."""
        name = host.decode() if isinstance(host, bytes) else str(host)
        with suppress(ValueError):
            ipaddress.ip_address(name)
            return
        self.looked_up.append(name)
        raise socket.gaierror(socket.EAI_NONAME, "the test's wire leads nowhere")


_current: list[Wire] = []


def _hook(event: str, args: tuple[Any, ...]) -> None:
    if _current and event == "socket.connect":
        _current[-1].connect(args[1])
    elif _current and event == "socket.getaddrinfo":
        _current[-1].look_up(args[0])


sys.addaudithook(_hook)


@contextmanager
def watched() -> Iterator[Wire]:
    """A wire for the length of a test."""
    wire = Wire()
    _current.append(wire)
    try:
        yield wire
    finally:
        _current.remove(wire)


class Listener:
    """A service inside the network that counts who knocks, at one port of every loopback address."""

    def __init__(self) -> None:
        first = socket.socket()
        first.bind(("0.0.0.0", 0))  # noqa: S104 - every address of loopback is the point
        self.port = int(first.getsockname()[1])
        self._sockets = [first]
        if socket.has_ipv6:
            second = socket.socket(socket.AF_INET6)
            second.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
            try:
                second.bind(("::", self.port))
                self._sockets.append(second)
            except OSError:  # a machine whose kernel has no IPv6
                second.close()
        for each in self._sockets:
            each.listen()
            each.setblocking(False)

    def knocks(self) -> int:
        """How many connections came since this was last asked."""
        count = 0
        for each in self._sockets:
            with suppress(BlockingIOError):
                while True:
                    each.accept()[0].close()
                    count += 1
        return count

    def close(self) -> None:
        """Listen no more."""
        for each in self._sockets:
            each.close()
