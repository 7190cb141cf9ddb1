"""The outermost WSGI application of a service: limits the calls that run at once, and answers health checks."""
from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from typing import Any

from .gunicorn_worker import connection_of, use_direct_body
from .output import OUTPUT
from .problems import document
from .server_socket import BufferedSocket

# The most calls that run at the same time; further calls are refused with 503. This is twice Python's recursion limit, so
# that one recursion across two services fits.
MAX_CONCURRENT_CALLS = 2000


class ConcurrencyLimit:
    """Refuses calls beyond MAX_CONCURRENT_CALLS; always answers `/healthz` and `/openapi.json`.

    application: the WSGI application that answers calls.
    contract: path of the OpenAPI document.
    """

    def __init__(self, application: Any, contract: str) -> None:
        self._application = application
        self._contract = contract
        self._running = 0
        self._changed = threading.Condition()

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        if environ["PATH_INFO"] == "/healthz":
            return _respond(environ, start_response, "200 OK", "application/json", '{"status":"ok"}')
        if environ["PATH_INFO"] == "/openapi.json":
            with open(self._contract, encoding="ascii") as file:
                return _respond(environ, start_response, "200 OK", "application/json", file.read())
        with self._changed:
            if self._running >= MAX_CONCURRENT_CALLS:
                problem = document(503, f"{MAX_CONCURRENT_CALLS} calls are running, which is the limit; try again later.")
                status = "503 Service Unavailable"
                return _respond(environ, start_response, status, "application/problem+json", problem)
            self._running += 1
        use_direct_body(environ)
        return _CountedBody(self, self._application(environ, start_response), connection_of(environ))

    def leave(self) -> None:
        """Records the end of one call."""
        with self._changed:
            self._running -= 1
            self._changed.notify_all()

    def wait_until_idle(self, timeout: float) -> None:
        """Waits for at most `timeout` seconds until no call is running."""
        with self._changed:
            self._changed.wait_for(lambda: self._running == 0, timeout)


class _CountedBody:
    """The body of a response; the call ends when the server closes it."""

    def __init__(self, limit: ConcurrencyLimit, body: Any, connection: BufferedSocket) -> None:
        self._limit = limit
        self._body = body
        self._connection = connection

    def __iter__(self) -> Iterator[bytes]:
        for part in self._body:
            self._connection.hold()
            yield part  # the server sends it; the first part is sent together with the head
            self._connection.flush()

    def close(self) -> None:
        try:
            self._connection.flush()
            self._body.close()
        finally:
            OUTPUT.end_line()
            self._limit.leave()


def _respond(environ: dict[str, Any], start_response: Any, status: str, media_type: str, text: str) -> list[bytes]:
    body = text.encode("utf-8")
    start_response(
        status, [("Content-Type", media_type), ("Content-Length", str(len(body))), ("Cache-Control", "no-store")]
    )
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]
