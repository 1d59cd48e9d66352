"""Ports on loopback: a free one, or a sentence about who has the wanted one."""

from __future__ import annotations

import errno
import socket

from embedded.problem import EmbeddedError

LOOPBACK = "127.0.0.1"


def is_free(port: int, *, host: str = LOOPBACK, udp: bool = False) -> bool:
    """Whether a server could listen there now.

    Raises:
        EmbeddedError: no program may listen at that address, whatever the port.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_DGRAM if udp else socket.SOCK_STREAM) as probe:
        if not udp:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                return False
            raise EmbeddedError(_refusal(host, port, error)) from error
    return True


def _refusal(host: str, port: int, error: OSError) -> str:
    """What to do about an address that can't be listened on."""
    if error.errno == errno.EACCES:
        return f"Port {port} is kept for the system. Put a PORT above 1023 in .env, then try again."
    return (
        f"HOST={host} is no address of this computer. Correct it in .env (usually 127.0.0.1), then try again."
    )


def check(port: int, *, host: str) -> None:
    """Raises EmbeddedError, with what to do, when the web app can't listen there."""
    if not is_free(port, host=host):
        raise EmbeddedError(
            f"Port {port} is taken by another program. "
            f"Stop that program, or put PORT={port + 1} in .env, then try again."
        )


def free(count: int = 1) -> list[int]:
    """Distinct ports that are free for TCP and UDP at this moment."""
    held: list[socket.socket] = []
    try:
        while len(held) < count:
            probe = socket.socket()
            probe.bind((LOOPBACK, 0))
            if is_free(probe.getsockname()[1], udp=True):
                held.append(probe)
            else:
                probe.close()
        return [probe.getsockname()[1] for probe in held]
    finally:
        for probe in held:
            probe.close()
