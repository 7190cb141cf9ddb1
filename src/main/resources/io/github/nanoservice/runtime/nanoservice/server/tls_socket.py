"""Connections of callers over TLS."""
from __future__ import annotations

import errno
import socket
import ssl
from typing import Any

from ..tls import TlsError, TlsSocket, server_context
from .server_socket import BufferedSocket

# Seconds for the handshake, which begins in the thread that reads the first request.
HANDSHAKE_TIMEOUT = 10.0


class TlsConnection(BufferedSocket, TlsSocket):
    """A connection of a caller over TLS.

    A handshake that fails, and a violation of TLS, end the connection like a caller who disconnects: the service cannot answer.
    """

    _ended = False  # whether no handshake may begin: one has begun, or the connection closes

    def recv(self, *args: Any) -> bytes:
        try:
            if not self._shaken:
                # gunicorn reads a closing connection in the main thread, where a handshake would delay all callers.
                if self._ended:
                    return b""
                self._ended = True
                socket.socket.settimeout(self, HANDSHAKE_TIMEOUT)
                self._shake_hands()
            return super().recv(*args)
        except (ssl.SSLError, TlsError, socket.timeout) as error:
            raise ConnectionResetError(errno.ECONNRESET, str(error)) from None

    def shutdown(self, how: int) -> None:
        self._ended = True
        super().shutdown(how)

    def has_next_request(self) -> bool:
        return self.pending() > 0 or super().has_next_request()


def secure(accepted: socket.socket) -> TlsConnection:
    """Returns the TLS connection of an accepted one, without waiting for its handshake.

    Raises ConnectionAbortedError if the caller has already left.
    """
    try:
        connection = server_context(TlsConnection).wrap_socket(accepted, server_side=True, do_handshake_on_connect=False)
    except (OSError, ValueError) as error:
        accepted.close()
        raise ConnectionAbortedError(errno.ECONNABORTED, str(error)) from None
    assert isinstance(connection, TlsConnection)
    return connection
