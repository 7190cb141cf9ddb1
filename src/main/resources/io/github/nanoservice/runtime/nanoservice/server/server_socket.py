"""Server sockets that make fewer system calls.

Each system call releases the global interpreter lock and then waits to acquire it again. Half of gunicorn's system calls for
a request only change the timeout of the socket. gunicorn also sends head and body of a response separately, which wakes the
caller twice.
"""
from __future__ import annotations

import select
import socket
from typing import Any, Callable, Optional

# Milliseconds to wait for the next request on a connection.
KEEPALIVE_POLL_MS = 100


class Listener(socket.socket):
    """A listening socket that accepts connections as `BufferedSocket`, or as what `secure` makes of them if it is set."""

    secure: Optional[Callable[[socket.socket], Any]] = None

    def accept(self) -> tuple[Any, Any]:
        accepted, address = super().accept()
        if self.secure is not None:
            return self.secure(accepted), address
        return BufferedSocket(accepted.family, accepted.type, accepted.proto, accepted.detach()), address


class BufferedSocket(socket.socket):
    """A connection of a caller. It sets timeouts only when they are needed, and can buffer a response."""

    # Attributes of the class, because `ssl` makes sockets without calling their constructor.
    _timeout: Optional[float] = None
    _held: Optional[list[bytes]] = None

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
        """Buffers all data until `flush`."""
        self._held = []

    def flush(self) -> None:
        """Sends the buffered data and ends buffering."""
        data, self._held = b"".join(self._held or ()), None
        if data:
            self.sendall(data)

    def has_next_request(self) -> bool:
        """Waits KEEPALIVE_POLL_MS at most; returns whether data or the end of the connection has arrived."""
        poll = select.poll()
        poll.register(self, select.POLLIN)
        return bool(poll.poll(KEEPALIVE_POLL_MS))

    def _use_timeout(self) -> None:
        if self._timeout != super().gettimeout():
            super().settimeout(self._timeout)
