"""The server's side of connections, with fewer system calls.

Each system call releases the interpreter lock and then waits for it. Half of gunicorn's calls for a request only change
the socket's timeout and change it back. gunicorn also sends the head and the body of a response separately, which wakes
the caller twice.
"""
from __future__ import annotations

import select
import socket
from typing import Any, Optional

# Milliseconds to wait for the next request of a connection.
KEEPALIVE_POLL_MS = 100


class Listener(socket.socket):
    """A listening socket whose connections are BufferedSockets."""

    def accept(self) -> tuple[BufferedSocket, Any]:
        accepted, address = super().accept()
        return BufferedSocket(accepted.family, accepted.type, accepted.proto, accepted.detach()), address


class BufferedSocket(socket.socket):
    """A connection that sets its timeout only before it waits, and that can hold back a response until it is complete."""

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self._timeout: Optional[float] = None
        self._held: Optional[list[bytes]] = None

    def settimeout(self, value: Optional[float]) -> None:
        self._timeout = value

    def setblocking(self, flag: bool) -> None:
        self._timeout = None if flag else 0.0

    def gettimeout(self) -> Optional[float]:
        return self._timeout

    def recv(self, *args: Any) -> bytes:
        self._use_timeout()
        return super().recv(*args)

    def sendall(self, data: Any, *args: Any) -> None:
        if self._held is not None:
            self._held.append(data)
        else:
            self._use_timeout()
            super().sendall(data, *args)

    def hold(self) -> None:
        """Holds back all data until `flush`."""
        self._held = []

    def flush(self) -> None:
        """Sends the data that was held back, and stops holding back."""
        data, self._held = b"".join(self._held or ()), None
        if data:
            self.sendall(data)

    def is_followed(self) -> bool:
        """Waits up to KEEPALIVE_POLL_MS; returns whether data arrived."""
        poll = select.poll()
        poll.register(self, select.POLLIN)
        return bool(poll.poll(KEEPALIVE_POLL_MS))

    def _use_timeout(self) -> None:
        if self._timeout != super().gettimeout():
            super().settimeout(self._timeout)
