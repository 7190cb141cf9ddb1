"""The short way of a stub's call: from the bytes of the request to those of the response, without Flask.

A stub sends the same headers in the same order each time, and one regular expression matches them. Any other request takes the
way through Flask, also that of a stub which a proxy has changed. Both ways give the same response, because the same code answers.
"""
from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any, Optional

from flask import Flask

from ..settings import SETTINGS
from ..wire.codec import MEDIA_TYPE
from .admission import admit
from .answer import DIRECT, Written
from .concurrency_limit import ConcurrencyLimit
from .connection import Connection
from .http11 import Body, Head, ResponseWriter, exchange, fixed_length
from .problems import NO_STORE, PROTECTION, Refusal

_TYPE = re.escape(MEDIA_TYPE).encode("ascii")
_STUB_CALL = re.compile(
    rb"(?:GET (/[A-Za-z0-9._~/-]*)\?(args=[A-Za-z0-9._~%%-]*(?:&kwargs=[A-Za-z0-9._~%%-]*)?)|POST (/[A-Za-z0-9._~/-]*))"
    rb" HTTP/1\.1\r\n"
    rb"Host: ([A-Za-z0-9._:\[\]-]+)\r\n"
    rb"Accept: %b\r\n"
    rb"(?:Authorization: ([!-~]+ [!-~]+)\r\n)?"
    rb"Nanoservice-Timeout-Ms: ([0-9]{1,15})\r\n"
    rb"Nanoservice-Depth: ([0-9]{1,15})\r\n"
    rb"traceparent: ([0-9a-f-]{55})\r\n"
    rb"(?:Content-Type: %b\r\nContent-Length: ([0-9]{1,18})\r\n)?"
    rb"\r\n" % (_TYPE, _TYPE)
)
_OF_GROUP = re.compile(r"/<(\w+)>")
# The headers of a value, apart from its length, as Flask and `Admission` write them.
_HEADERS = "".join(f"{name}: {value}\r\n" for name, value in (*NO_STORE.items(), ("Content-Type", MEDIA_TYPE)))
_PROTECTION = "".join(f"{name}: {value}\r\n" for name, value in PROTECTION)


class StubCalls:
    """Answers the calls of stubs with the views of a Flask application.

    app: the application of the service.
    service: the name of the service.
    limit: counts the calls that run.
    """

    def __init__(self, app: Flask, service: str, limit: ConcurrencyLimit) -> None:
        self._service = service
        self._limit = limit
        self._views: dict[str, Callable[[], Any]] = {}
        self._of_group: Optional[tuple[str, Callable[..., Any]]] = None
        for rule in app.url_map.iter_rules():
            view = app.view_functions[rule.endpoint]
            group = _OF_GROUP.fullmatch(rule.rule)
            if group:
                self._of_group = group[1], view
            elif not rule.arguments:
                self._views[rule.rule] = view

    def answer(self, connection: Connection, head: bytes, keeps_connections: Callable[[], bool]) -> Optional[bool]:
        """Answers a request if it is the call of a stub; returns whether the connection is kept.

        Returns None if the request is another one, or if too many calls run. Then nothing of its body has been read.
        """
        call = _STUB_CALL.fullmatch(head)
        if call is None:
            return None
        get, query, post, host, authorization, timeout, depth, trace, length = call.groups()
        path = (get or post).decode("ascii")
        view = self._view(path)
        if view is None or (post is None) != (length is None) or not self._limit.enter():
            return None
        method = "POST" if get is None else "GET"
        response = ResponseWriter(connection, Head(method, path, (1, 1), []), keeps_connections)
        body = Body(fixed_length(connection, int(length or 0)), response)
        environ: dict[str, Any] = {
            "REQUEST_METHOD": method,
            "PATH_INFO": path,
            "QUERY_STRING": "" if query is None else query.decode("ascii"),
            "HTTP_HOST": host.decode("ascii"),
            "HTTP_ACCEPT": MEDIA_TYPE,
            "HTTP_NANOSERVICE_TIMEOUT_MS": timeout.decode("ascii"),
            "HTTP_NANOSERVICE_DEPTH": depth.decode("ascii"),
            "HTTP_TRACEPARENT": trace.decode("ascii"),
            "wsgi.input": body,
            "wsgi.url_scheme": "http" if SETTINGS.tls.certificate is None else "https",
        }
        if authorization is not None:
            environ["HTTP_AUTHORIZATION"] = authorization.decode("ascii")
        if length is not None:
            environ["CONTENT_TYPE"] = MEDIA_TYPE
            environ["CONTENT_LENGTH"] = length.decode("ascii")
        try:
            return exchange(partial(self._application, view, response), environ, response, body)
        finally:
            self._limit.leave()

    def _view(self, path: str) -> Optional[Callable[[], Any]]:
        view = self._views.get(path)
        if view is None and self._of_group is not None and path.count("/") == 1:
            argument, of_group = self._of_group
            return partial(of_group, **{argument: path[1:]})
        return view

    def _application(
        self, view: Callable[[], Any], response: ResponseWriter, environ: dict[str, Any], start_response: Any
    ) -> Iterable[bytes]:
        """The WSGI application for one call (PEP 3333)."""
        try:
            admit(environ, self._service)
            DIRECT.environ = environ
            answered = view()
        except Refusal as refusal:
            answered = refusal.response()
        if isinstance(answered, Written):
            response.start_value(f"{_HEADERS}Content-Length: {len(answered.body)}\r\n{_PROTECTION}", len(answered.body))
            return (answered.body,)

        def start(status: str, headers: list[tuple[str, str]], *exc_info: Any) -> Any:
            return start_response(status, [*headers, *PROTECTION], *exc_info)

        parts: Iterable[bytes] = answered(environ, start)
        return parts
