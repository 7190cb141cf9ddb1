"""Serves a WSGI application of the program as it is: its own routes, under the deadline, token and host rules of services."""
from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from contextvars import Context
from typing import Any

from werkzeug.wsgi import LimitedStream

from ..context import Call, new_context, received
from ..settings import request_limit, too_long
from .admission import caller_of, hide_token
from .load import LOAD
from .output import OUTPUT
from .problems import Refusal


class HostedApplication:
    """A WSGI application (PEP 3333) that calls another one in the context of the request, and logs each request.

    application: the WSGI application of the program.
    name: the name of the service, which is also that of its endpoint.
    host: the name of its directory and its host.
    """

    def __init__(self, application: Callable[..., Iterable[bytes]], name: str, host: str) -> None:
        self._application = application
        self._name = name
        self._hosts = (host, host.lower().replace("_", "-").replace(".", "-"))

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        began = time.perf_counter()
        call = received(lambda name, default: environ.get("HTTP_" + name.upper().replace("-", "_"), default))
        statuses = ["500"]

        def start(status: str, headers: list[tuple[str, str]], *exc_info: Any) -> Any:
            write = start_response(status, headers, *exc_info)
            statuses.append(status)
            return write

        def log() -> None:
            OUTPUT.call(self._name, int(statuses[-1][:3]), (time.perf_counter() - began) * 1000, call.trace)

        try:
            self._admit(environ, call)
        except Refusal as refusal:
            return _Body(refusal.response()(environ, start), new_context(call), log)
        context = new_context(call)
        try:
            with LOAD:
                return _Body(context.run(self._application, environ, start), context, log)
        except BaseException:
            log()
            raise

    def _admit(self, environ: dict[str, Any], call: Call) -> None:
        """Raises Refusal if the caller may not call. Limits the body, and removes the token of the services from the request."""
        caller = caller_of(environ)
        caller.check_host(self._hosts)
        caller.check_token(self._name)
        hide_token(environ)
        longest, length = request_limit(caller.is_stranger), int(environ.get("CONTENT_LENGTH") or 0)
        if length > longest:
            raise Refusal(413, f"The body takes {too_long(length, longest)}.")
        if call.left() <= 0:
            raise Refusal(504, "The caller's deadline passed before the call began.")
        environ["wsgi.input"] = LimitedStream(environ["wsgi.input"], longest, is_max=True)


class _Body:
    """The body of a response, which is computed in the context of the request.

    on_close: called once, when the server closes it.
    """

    def __init__(self, parts: Iterable[bytes], context: Context, on_close: Callable[[], None]) -> None:
        self._parts = parts
        self._context = context
        self._on_close = on_close

    def __iter__(self) -> Iterator[bytes]:
        parts = self._context.run(iter, self._parts)
        while True:
            try:
                with LOAD:
                    part = self._context.run(next, parts)
            except StopIteration:
                return
            yield part

    def close(self) -> None:
        try:
            if hasattr(self._parts, "close"):
                with LOAD:
                    self._context.run(self._parts.close)
        finally:
            self._on_close()
