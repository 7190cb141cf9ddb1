"""The connections of callers, as the server sees them.

Each system call lets another thread have the interpreter, and then has to wait for it. Of those that gunicorn makes for
a request, half only change the socket's timeout and change it back; and it sends head and body of an answer one by one,
which wakes the caller twice.
"""
from __future__ import annotations

import select
import socket
from typing import Any, Optional

# Milliseconds to wait for the next request of a connection.
KEEPALIVE_POLL_MS = 100


class Listener(socket.socket):
    """A listening socket, which accepts connections of the class below."""

    def accept(self) -> tuple[BufferedSocket, Any]:
        accepted, address = super().accept()
        return BufferedSocket(accepted.family, accepted.type, accepted.proto, accepted.detach()), address


class BufferedSocket(socket.socket):
    """A caller's connection: a timeout is set when something waits, and an answer can be held until it is whole."""

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
        """Keeps what is sent from here on."""
        self._held = []

    def flush(self) -> None:
        """Sends what was kept, and keeps no more."""
        data, self._held = b"".join(self._held or ()), None
        if data:
            self.sendall(data)

    def is_followed(self) -> bool:
        """Waits a moment; returns whether something comes in."""
        poll = select.poll()
        poll.register(self, select.POLLIN)
        return bool(poll.poll(KEEPALIVE_POLL_MS))

    def _use_timeout(self) -> None:
        if self._timeout != super().gettimeout():
            super().settimeout(self._timeout)
