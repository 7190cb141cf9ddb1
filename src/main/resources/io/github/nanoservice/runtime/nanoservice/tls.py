"""TLS between services: contexts from the files that the settings name, and sockets for them.

Imported only if a service or an address uses TLS, because the module `ssl` takes memory and time to import.
"""
from __future__ import annotations

import socket
import ssl
from functools import cache
from typing import Any

from .settings import SETTINGS

_ADVICE = (
    "NANOSERVICE_TLS_CERTIFICATE, NANOSERVICE_TLS_KEY and NANOSERVICE_TLS_CA must name files in PEM, and the key must be"
    " unencrypted and belong to the certificate"
)


class TlsError(OSError):
    """TLS cannot be used as the settings say; another attempt would fail too."""


class TlsSocket(ssl.SSLSocket):
    """A connection that does its handshake in the first `recv` or `send`, and that a poll of its descriptor describes.

    Without a timeout of 0 seconds, the handshake takes at most the timeout. With it, each method raises BlockingIOError where
    the socket would wait, as sockets without TLS do.

    is_shaken: whether the handshake has ended.
    """

    is_shaken = False

    def recv(self, size: int = 16_384, flags: int = 0) -> bytes:
        """Returns the next bytes of the peer, or no bytes at the end. Raises TlsError if the peer refuses this process."""
        try:
            self._shake_hands()
            return super().recv(size, flags)
        except (ssl.SSLWantReadError, ssl.SSLWantWriteError):
            raise BlockingIOError from None
        except ssl.SSLError as error:
            # With TLS 1.3 a client learns only from its first read that the server refuses its certificate.
            if "_ALERT_" in (error.reason or ""):
                raise TlsError(f"the peer refused the certificate of this process ({error.reason}); {_ADVICE}") from None
            raise

    def send(self, data: Any, flags: int = 0) -> int:
        """Sends data and returns the number of bytes that were sent."""
        try:
            self._shake_hands()
            return super().send(data, flags)
        except (ssl.SSLWantReadError, ssl.SSLWantWriteError):
            raise BlockingIOError from None

    def shutdown(self, how: int) -> None:
        # The method of the superclass would switch to plain text.
        socket.socket.shutdown(self, how)

    def _shake_hands(self) -> None:
        # Explicit, because `SSLSocket.recv` reads plain text if the peer left before TLS began (CVE-2023-40217).
        if not self.is_shaken:
            self.getpeername()  # raises OSError if the peer left
            self.do_handshake()
            self.is_shaken = True


@cache
def server_context(kind: type[TlsSocket]) -> ssl.SSLContext:
    """Returns how a service accepts connections, as sockets of a kind.

    With NANOSERVICE_TLS_CA, callers need a certificate of an authority in it. Raises TlsError if the files cannot be used.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    if SETTINGS.tls.authorities:
        context.verify_mode = ssl.CERT_REQUIRED
    context.sslsocket_class = kind
    return _prepared(context)


@cache
def client_context() -> ssl.SSLContext:
    """Returns how a stub connects: it verifies the certificate and the host name, and presents its own certificate.

    The authorities are those of NANOSERVICE_TLS_CA, or those of the system. Raises TlsError if the files cannot be used.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    if not SETTINGS.tls.authorities:
        context.load_default_certs()
    context.sslsocket_class = TlsSocket
    return _prepared(context)


def connect(connection: socket.socket, host: str) -> TlsSocket:
    """Returns the TLS connection to a host after its handshake, which takes at most the timeout of `connection`.

    Raises TlsError if the peer is not the host or its certificate is not valid, another OSError if the connection fails.
    """
    try:
        wrapped = client_context().wrap_socket(connection, server_hostname=host, do_handshake_on_connect=False)
    except BaseException:
        connection.close()
        raise
    assert isinstance(wrapped, TlsSocket)
    try:
        wrapped._shake_hands()
    except ssl.SSLCertVerificationError as error:
        wrapped.close()
        raise TlsError(f"the certificate of {host} is not valid: {error.verify_message}; check NANOSERVICE_TLS_CA") from error
    except BaseException:
        wrapped.close()
        raise
    return wrapped


def _prepared(context: ssl.SSLContext) -> ssl.SSLContext:
    files = SETTINGS.tls
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    try:
        if files.authorities:
            context.load_verify_locations(files.authorities)
        if files.certificate:
            # Without a password OpenSSL would ask for it on the terminal.
            context.load_cert_chain(files.certificate, files.key, password="")
    except (OSError, ValueError) as error:
        raise TlsError(f"the files for TLS cannot be used ({error}); {_ADVICE}") from error
    return context
