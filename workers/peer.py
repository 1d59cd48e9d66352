"""One connection to the warm parent: a request line and its descriptors in, a reply line out."""

from __future__ import annotations

import os
import socket
import struct
from dataclasses import dataclass, field

from workers.wire import MAX_REQUEST_BYTES


@dataclass
class Peer:
    """A connected process. ``leave_at``: monotonic seconds when it has had its time."""

    connection: socket.socket
    leave_at: float
    unsent: bytearray = field(default_factory=bytearray)
    descriptors: list[int] = field(default_factory=list)
    _received: bytearray = field(default_factory=bytearray)

    def receive(self) -> bytes:
        """Take what has come; the request once it is whole, else nothing.

        Raises:
            BlockingIOError: nothing has come.
            OSError: it left, or it says more than a request can be.
        """
        chunk, descriptors, _, _ = socket.recv_fds(
            self.connection, MAX_REQUEST_BYTES, 2, getattr(socket, "MSG_CMSG_CLOEXEC", 0)
        )
        self.descriptors += descriptors
        self._received += chunk
        if not chunk or len(self._received) > MAX_REQUEST_BYTES:
            raise ConnectionAbortedError
        if not chunk.endswith(b"\n"):
            return b""
        line = bytes(self._received)
        self._received.clear()
        return line

    def send(self) -> bool:
        """Send what the socket takes now; True when all is sent. Raises OSError."""
        del self.unsent[: self.connection.send(self.unsent)]
        return not self.unsent

    def close(self) -> None:
        """Close the connection and every descriptor nobody took over."""
        for fd in self.descriptors:
            os.close(fd)
        self.descriptors.clear()
        self.connection.close()


def same_user(connection: socket.socket) -> bool:
    """Whether the peer runs as this user; where the system can't say, the 0700 directory decides."""
    option = getattr(socket, "SO_PEERCRED", None)
    if option is None:
        return True
    packed = connection.getsockopt(socket.SOL_SOCKET, option, struct.calcsize("3i"))
    return bool(struct.unpack("3i", packed)[1] == os.getuid())
