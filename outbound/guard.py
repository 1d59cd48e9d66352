"""The one place where a host that somebody typed in becomes addresses that may be dialled.

A name is looked up once, every address of the answer is judged, and the connection goes to exactly
these: no second look-up in which the name could lead elsewhere.
"""

from __future__ import annotations

import asyncio
import socket
import ssl
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass

from .addresses import is_odd_number, is_public
from .errors import AddressRefusedError

Endpoint = tuple[str, int]  # an address and a port
Resolve = Callable[[str, int], Sequence[Endpoint]]
MOST_TRIED = 4  # addresses of one name


def look_up(host: str, port: int) -> Sequence[Endpoint]:
    """What the system's resolver says. Raises OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys((str(entry[4][0]), port) for entry in found))


def is_public_endpoint(endpoint: Endpoint) -> bool:
    """Whether its address is public."""
    return is_public(endpoint[0])


def is_api_port(port: int) -> bool:
    """443, or one from 1024 on: below lie mail, files and remote shells, and of these no API."""
    return port == 443 or 1024 <= port <= 65535


@dataclass(frozen=True)
class Guard:
    """How names become addresses, which of those may be dialled and whose certificates count.

    The defaults are the product's; only tests pass others, and no setting leads here.

    Attributes:
        tls: None means the certificate authorities the client library trusts.
        plain_http: whether a request without TLS may go out.
    """

    resolve: Resolve = look_up
    allows: Callable[[Endpoint], bool] = is_public_endpoint
    tls: ssl.SSLContext | None = None
    plain_http: bool = False

    def endpoints(self, host: str, port: int, within_s: float | None) -> Sequence[Endpoint]:
        """Where to dial, in order.

        Args:
            within_s: seconds the look-up may take.

        Raises:
            AddressRefusedError: one of them isn't allowed, or the host is a number in disguise.
            OSError: there is no such name, or no answer in time.
        """
        return self._start(host, port).result(within_s)

    async def endpoints_async(self, host: str, port: int, within_s: float | None) -> Sequence[Endpoint]:
        """:meth:`endpoints` for an event loop."""
        return await asyncio.wait_for(asyncio.wrap_future(self._start(host, port)), within_s)

    def check_scheme(self, scheme: str) -> None:
        """Raises AddressRefusedError."""
        if scheme != "https" and not self.plain_http:
            raise AddressRefusedError(
                "The address has to begin with https://, so that nobody on the way reads your key.",
                log="an address without tls was refused",
            )

    def check(self, endpoint: Endpoint) -> None:
        """Raises AddressRefusedError."""
        if not self.allows(endpoint):
            raise AddressRefusedError(log="an address that isn't public was refused")

    def _start(self, host: str, port: int) -> Future[Sequence[Endpoint]]:
        """Look up in a thread of its own: getaddrinfo has no timeout, and must hold up no exit."""
        future: Future[Sequence[Endpoint]] = Future()
        future.set_running_or_notify_cancel()

        def work() -> None:
            try:
                found = self._look(host, port)
            except Exception as error:  # noqa: BLE001 - it is raised again where the answer is awaited
                future.set_exception(error)
            else:
                future.set_result(found)

        threading.Thread(target=work, name="outbound look-up", daemon=True).start()
        return future

    def _look(self, host: str, port: int) -> Sequence[Endpoint]:
        if not is_api_port(port):
            raise AddressRefusedError(
                "An API doesn't answer at this port. Leave the port out, or enter one from 1024 to 65535.",
                log="a port was refused",
            )
        if is_odd_number(host):
            raise AddressRefusedError(log="a number in disguise was refused")
        try:
            found = self.resolve(host, port)
        except UnicodeError:  # a label that is empty or too long
            raise socket.gaierror(socket.EAI_NONAME, "no such name") from None
        if not found:
            raise socket.gaierror(socket.EAI_NONAME, "no such name")
        for endpoint in found:
            self.check(endpoint)
        return found[:MOST_TRIED]


PUBLIC = Guard()
