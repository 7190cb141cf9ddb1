"""The short way of a stub's call gives the same response as the way through Flask."""
from __future__ import annotations

import re
import socket
import threading
import unittest
from collections.abc import Callable, Generator
from typing import Any
from urllib.parse import quote

import shop_classes  # noqa: F401  # the module `shop` of the vectors
from flask import Flask, has_request_context
from services import PATIENCE  # sets the environment that the runtime reads, so it comes first
from wire_notation import vectors

from nanoservice import answer, answer_one_of
from nanoservice.server.admission import Admission
from nanoservice.server.concurrency_limit import ConcurrencyLimit
from nanoservice.server.connection import Connection
from nanoservice.server.http11 import Http11
from nanoservice.server.stub_calls import StubCalls
from nanoservice.server.waiting_places import WaitingPlaces
from nanoservice.settings import SETTINGS

MEDIA_TYPE = "application/vnd.nanoservice+json"
SERVER = ("127.0.0.1", 5000)
ARGUMENTS = '["a",{"b":[1,2]}]'


def same(*args: Any, **kwargs: Any) -> Any:
    return [*args, kwargs]


def clear(*args: Any, **kwargs: Any) -> int:
    """Changes each container among the arguments in place."""
    for value in (*args, *kwargs.values()):
        if isinstance(value, (list, dict, set)):
            value.clear()
    return len(args)


def fail(*args: Any, **kwargs: Any) -> Any:
    raise LookupError(*args)


def each(*args: Any, **kwargs: Any) -> Generator[Any, None, Any]:
    yield from args
    return kwargs


def unsendable() -> Any:
    return object()


def in_flask() -> bool:
    return has_request_context()


class Service:
    """The server of a few functions, which gets one request at a time."""

    def __init__(self, name: str, **functions: Callable[..., Any]) -> None:
        app = Flask(__name__)

        def serve(function: Any = None) -> Any:
            return answer(functions[name], name) if len(functions) == 1 else answer_one_of(functions, function)

        app.add_url_rule("/", view_func=serve, methods=["GET", "POST"])
        app.add_url_rule("/<function>" if len(functions) > 1 else f"/{name}", "serve", serve, methods=["GET", "POST"])
        limit = ConcurrencyLimit(app.wsgi_app, None)
        direct = StubCalls(app, name, limit).answer
        self._direct = Http11(Admission(limit, name), SERVER, direct)
        self._through_flask = Http11(Admission(limit, name), SERVER)
        self.short: list[bool] = []

        def recorded(*request: Any) -> Any:
            kept = direct(*request)
            self.short.append(kept is not None)
            return kept

        self._recorded = Http11(Admission(limit, name), SERVER, recorded)

    def answers(self, request: bytes) -> tuple[bytes, bytes]:
        """Returns the responses by the short way and by the other one, without what differs between two requests."""
        return self._answer(self._recorded, request), self._answer(self._through_flask, request)

    def _answer(self, http: Http11, request: bytes) -> bytes:
        ours, theirs = socket.socketpair()
        with ours, theirs:
            theirs.settimeout(PATIENCE)
            received: list[bytes] = []
            reader = threading.Thread(target=lambda: received.extend(iter(lambda: theirs.recv(65_536), b"")))
            reader.start()
            theirs.sendall(request)
            theirs.shutdown(socket.SHUT_WR)
            connection = Connection(ours, ("127.0.0.1", 1), WaitingPlaces(1))
            while not connection.has_request():
                connection.await_head(1000)
            kept = http.answer(connection, connection.take_head(), lambda: True)
            ours.shutdown(socket.SHUT_WR)
            reader.join(PATIENCE)
        return re.sub(rb"\r\nDate: [^\r]*| at 0x[0-9a-fA-F]+", b"", b"".join(received)) + b" kept" * kept


def request(method: str, query: str = "", body: str = "", path: str = "/", host: str = "same", more: str = "") -> bytes:
    """Returns what a stub sends, in the same order."""
    content = f"Content-Type: {MEDIA_TYPE}\r\nContent-Length: {len(body.encode())}\r\n" if method == "POST" else ""
    target = f"{path}?{query}" if query else path
    head = f"{method} {target} HTTP/1.1\r\nHost: {host}:5000\r\nAccept: {MEDIA_TYPE}\r\n{more}"
    call = f"Nanoservice-Timeout-Ms: 30000\r\nNanoservice-Depth: 1\r\ntraceparent: 00-{'1' * 32}-{'2' * 16}-01\r\n"
    return f"{head}{call}{content}\r\n{body}".encode()


def get(arguments: str, **parts: str) -> bytes:
    return request("GET", "args=" + quote(arguments, safe=""), **parts)


class SameResponseTest(unittest.TestCase):
    def assert_same(self, service: Service, sent: bytes) -> bytes:
        short, long = service.answers(sent)
        self.assertEqual(short, long)
        self.assertEqual(service.short.pop(), True)
        return short

    def test_requests_of_the_vectors(self) -> None:
        requests = [vector["request"] for file in ("calls.json", "streams.json") for vector in vectors(file)]
        for function in (same, clear, fail, each):
            service = Service("same", same=function)
            for sent in requests:
                with self.subTest(function=function.__name__, request=sent):
                    short, long = service.answers(request(sent["method"], sent.get("query", ""), sent.get("body", "")))
                    self.assertEqual(short, long)
            self.assertGreater(sum(service.short), 0.9 * len(requests))  # a few are not written as a stub writes them

    def test_values_of_the_vectors(self) -> None:
        for function in (same, clear, fail, each):
            service = Service("same", same=function)
            for vector in vectors("values.json"):
                body = f'{{"args": [{vector["text"]}], "kwargs": {{}}}}'
                with self.subTest(function=function.__name__, value=vector["name"]):
                    self.assert_same(service, request("POST", body=body))

    def test_refused_requests(self) -> None:
        service = Service("same", same=same)
        for vector in vectors("refused-requests.json"):
            sent = vector["request"]
            with self.subTest(vector["name"]):
                short, long = service.answers(request(sent["method"], sent.get("query", ""), sent.get("body", "")))
                self.assertEqual(short, long)
                self.assertTrue(short.startswith(b"HTTP/1.1 %d " % vector["status"]), short)

    def test_other_outcomes(self) -> None:
        service = Service("same", same=unsendable)
        for sent, status in (
            (get("[]"), 500),
            (get("[1]"), 422),
            (get("[]", path="/same"), 500),
            (get("[]", host="elsewhere"), 421),
            (get("[]").replace(b"30000", b"0"), 504),
            (request("POST", body="[" * 2000), 400),
            (request("POST", body='{"args": [], "more": 1}'), 400),
        ):
            with self.subTest(sent=sent):
                self.assertTrue(self.assert_same(service, sent).startswith(b"HTTP/1.1 %d " % status))

    def test_arguments_beyond_the_limit(self) -> None:
        sent = request("POST", body="[]").replace(b"Content-Length: 2", b"Content-Length: %d" % (SETTINGS.max_bytes + 1))
        self.assertTrue(self.assert_same(Service("same", same=same), sent).startswith(b"HTTP/1.1 413 "))

    def test_path_or_host_selects_a_function(self) -> None:
        service = Service("shop", same=same, clear=clear)
        for sent, status in (
            (get(ARGUMENTS, path="/clear", host="shop"), 200),
            (get(ARGUMENTS, host="clear"), 200),
            (get(ARGUMENTS, path="/none", host="shop"), 404),
            (get(ARGUMENTS, host="none"), 421),
        ):
            with self.subTest(sent=sent):
                self.assertTrue(self.assert_same(service, sent).startswith(b"HTTP/1.1 %d " % status))


class OtherRequestsTest(unittest.TestCase):
    def test_requests_that_no_stub_sends_go_through_flask(self) -> None:
        service = Service("in_flask", in_flask=in_flask)
        sent = get("[]", host="in_flask")
        self.assertTrue(service.answers(sent)[0].endswith(b"\r\n\r\nfalse kept"))
        for other in (
            sent.replace(b"\r\n\r\n", b"\r\nOrigin: http://evil.example\r\n\r\n"),
            sent.replace(b"\r\n\r\n", b"\r\nX-Forwarded-For: 10.0.0.1\r\n\r\n"),
            sent.replace(b"\r\n\r\n", b"\r\nContent-Length: 0\r\n\r\n"),
            sent.replace(b"Host: ", b"Origin: http://evil.example\r\nHost: "),
            sent.replace(b"Accept: ", b"accept: "),
            sent.replace(b"+json", b"+json, */*"),
            sent.replace(b"HTTP/1.1", b"HTTP/1.0"),
            sent.replace(b"GET", b"HEAD"),
            sent.replace(b"?args=", b"?args=%5B%5D&args="),
            sent.replace(b"/?args", b"/in_flask/?args"),
            request("POST", body="{}", host="in_flask").replace(b"\r\n\r\n", b"\r\nTransfer-Encoding: chunked\r\n\r\n"),
        ):
            with self.subTest(other):
                short, long = service.answers(other)
                self.assertEqual(short, long)
                self.assertNotIn(b"\r\n\r\nfalse", short)
        self.assertEqual(service.short, [True] + 11 * [False])


if __name__ == "__main__":
    unittest.main()
