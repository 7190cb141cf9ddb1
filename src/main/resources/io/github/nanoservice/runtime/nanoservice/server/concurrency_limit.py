"""The outermost WSGI application of a service: limits the calls that run at once, and answers with the contract."""
from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from typing import Any, Optional

from .output import end_line
from .problems import document

# The most calls that run at the same time; further calls are refused with 503. This is twice Python's recursion limit, so
# that one recursion across two services fits.
MAX_CONCURRENT_CALLS = 2000


class ConcurrencyLimit:
    """Refuses calls beyond MAX_CONCURRENT_CALLS; answers `/openapi.json`.

    application: the WSGI application that answers calls.
    contract: path of the OpenAPI document; None if the application answers `/openapi.json` itself.
    """

    def __init__(self, application: Any, contract: Optional[str]) -> None:
        self._application = application
        self._contract = contract
        self._running = 0
        self._lock = threading.Lock()

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        if self._contract is not None and environ["PATH_INFO"] == "/openapi.json":
            with open(self._contract, encoding="ascii") as file:
                return _respond(environ, start_response, "200 OK", "application/json", file.read())
        if not self.enter():
            problem = document(503, f"{MAX_CONCURRENT_CALLS} calls are running, which is the limit; try again later.")
            status = "503 Service Unavailable"
            return _respond(environ, start_response, status, "application/problem+json", problem)
        try:
            body = self._application(environ, start_response)
        except BaseException:  # code of the program that writes an exception may raise anything
            self.leave()
            raise
        return _CountedBody(self, body)

    def enter(self) -> bool:
        """Records the beginning of a call; returns whether the limit allows it."""
        with self._lock:
            if self._running >= MAX_CONCURRENT_CALLS:
                return False
            self._running += 1
            return True

    def leave(self) -> None:
        """Records the end of a call, and ends the line that its thread has begun to print."""
        end_line()
        with self._lock:
            self._running -= 1


class _CountedBody:
    """The body of a response; the call ends when the server closes it."""

    def __init__(self, limit: ConcurrencyLimit, body: Any) -> None:
        self._limit = limit
        self._body = body

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._body)

    def close(self) -> None:
        try:
            self._body.close()
        finally:
            self._limit.leave()


def _respond(environ: dict[str, Any], start_response: Any, status: str, media_type: str, text: str) -> list[bytes]:
    body = text.encode("utf-8")
    start_response(
        status, [("Content-Type", media_type), ("Content-Length", str(len(body))), ("Cache-Control", "no-store")]
    )
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]
