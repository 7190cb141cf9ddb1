"""The test vectors of the wire format, read and written by this implementation; see docs/wire-format.md."""
from __future__ import annotations

import json
import re
import unittest
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, Callable
from urllib.parse import parse_qsl

import shop_classes  # noqa: F401  # the module `shop` of the vectors
from flask import Flask
from services import set_addresses  # sets the environment that the runtime reads, so it comes first
from wire_notation import Builder, Matcher, normalized, vectors

from nanoservice import answer, remote, remote_generator
from nanoservice.server.admission import Admission
from nanoservice.wire.codec import loads
from nanoservice.wire.reader import Reader
from nanoservice.wire.registry import TAGS
from nanoservice.wire.writer import Writer

try:
    import numpy
except ImportError:  # the runtime does not need it
    numpy = None  # type: ignore[assignment]

MEDIA_TYPE = "application/vnd.nanoservice+json"
STREAM_TYPE = "application/vnd.nanoservice.lines"
FAILURES = {
    "refused": (ConnectionError, "refused the call"),
    "timeout": (TimeoutError, "refused the call: 504"),
    "unreadable": (ConnectionError, "sent a response that|sent an item that"),
    "broken": (ConnectionError, "failed during the call"),
}


class ValuesTest(unittest.TestCase):
    def test_text_is_read_as_value(self) -> None:
        for vector in vectors("values.json"):
            if vector["use"] != "refuse":
                with self.subTest(vector["name"]):
                    Matcher().match(vector["value"], Reader().read(loads(vector["text"])))

    def test_value_is_written_as_text(self) -> None:
        for vector in vectors("values.json"):
            if vector["use"] == "both":
                with self.subTest(vector["name"]):
                    text = Writer().write(Builder().build(vector["value"]))
                    self.assertEqual(normalized(text), normalized(vector["text"]))

    def test_refused_text_raises_value_error(self) -> None:
        for vector in vectors("values.json"):
            if vector["use"] == "refuse":
                with self.subTest(vector["name"]), self.assertRaises((ValueError, TypeError)):
                    reader = Reader()
                    reader.read(loads(vector["text"]))
                    reader.check("f()")


class RegistryTest(unittest.TestCase):
    # Values that depend on the platform, or on an optional library.
    WITHOUT_VECTOR = frozenset({"PosixPath", "WindowsPath", "ndarray", "numpy", "structseq"})

    def test_each_tag_has_a_vector(self) -> None:
        texts = "".join(vector["text"] for vector in vectors("values.json") if vector["use"] != "refuse")
        missing = {tag.name for tag in TAGS if f'{{"${tag.name}":' not in texts}
        self.assertEqual(missing, self.WITHOUT_VECTOR)

    def test_each_tag_is_specified(self) -> None:
        specification = Path(__file__).parents[3].joinpath("docs/wire-format.md").read_text(encoding="utf-8")
        self.assertEqual([tag.name for tag in TAGS if f"`${tag.name}`" not in specification], [])

    def test_names_and_types_of_tags_are_unique(self) -> None:
        names = [tag.name for tag in TAGS]
        types = [name for tag in TAGS for name in tag.types]
        self.assertEqual((len(set(names)), len(set(types))), (len(names), len(types)))

    def test_examples_of_the_specification_are_readable(self) -> None:
        specification = Path(__file__).parents[3].joinpath("docs/wire-format.md").read_text(encoding="utf-8")
        examples = re.findall(r"\| `(\{\"\$.*\})` \|", specification)
        self.assertGreater(len(examples), 40)
        for example in examples:
            with self.subTest(example):
                if numpy is None and re.match(r'\{"\$(numpy|ndarray)"', example):
                    self.skipTest("numpy is not installed")
                node = loads(example)
                value = Reader().read(node)
                if not example.startswith(('{"$int"', '{"$list"')):  # small numbers and lists are written without a tag
                    self.assertEqual(normalized(json.dumps(Writer().part(value))), normalized(example))


class CallerTest(unittest.TestCase):
    """A stub sends the requests and understands the answers."""

    def test_calls(self) -> None:
        for vector in vectors("calls.json"):
            with self.subTest(vector["name"]), CannedService(vector["response"]) as service:
                builder = Builder()
                args, kwargs = builder.build(vector["args"]), {k: builder.build(v) for k, v in vector["kwargs"].items()}
                matcher = Matcher()
                matcher.objects.update(builder.objects)
                expect_result(self, matcher, vector["result"], lambda: remote("f")(*args, **kwargs))
                if vector["use"] == "both":
                    self.assertEqual(parsed_request(service.requests[0]), parsed_request(vector["request"]))
                if "fails" not in vector["result"]:
                    match_arguments(matcher, vector, "argsAfter", "kwargsAfter", args, kwargs)

    def test_streams(self) -> None:
        for vector in vectors("streams.json"):
            body = [line.encode() + b"\n" for line in vector["lines"]]
            response = {"status": 200, "contentType": STREAM_TYPE, "body": body}
            with self.subTest(vector["name"]), CannedService(response) as service:
                builder = Builder()
                args = builder.build(vector["args"])
                matcher = Matcher()
                matcher.objects.update(builder.objects)
                items = remote_generator("f")(*args)
                for number, item in enumerate(vector["items"]):
                    matcher.match(item, next(items), f"item {number}")
                expect_result(self, matcher, vector["ends"], lambda: returned_by(items))
                self.assertEqual(parsed_request(service.requests[0]), parsed_request(vector["request"]))
                if "argsAfter" in vector:
                    matcher.match(vector["argsAfter"], args, "arguments")


class ServiceTest(unittest.TestCase):
    """A service understands the requests and gives the answers."""

    def test_calls(self) -> None:
        for vector in vectors("calls.json"):
            with self.subTest(vector["name"]):
                failures: list[BaseException] = []

                def function(*args: Any, vector: dict[str, Any] = vector, **kwargs: Any) -> Any:
                    matcher = Matcher()
                    try:
                        match_arguments(matcher, vector, "args", "kwargs", args, kwargs)
                    except AssertionError as failure:
                        failures.append(failure)
                    builder = Builder(matcher.objects)
                    value = builder.build(vector["result"].get("returns"))
                    if "argsAfter" in vector:
                        builder.update(list(args), vector["argsAfter"])
                        builder.update(kwargs, {"type": "dict", "items": list(vector["kwargsAfter"].items())})
                    return value

                response = respond(function, vector["request"])
                self.assertEqual(failures, [])
                if "returns" in vector["result"]:
                    self.assertEqual(response.status_code, 200)
                    self.assertEqual(response.content_type, vector["response"]["contentType"])
                    self.assertEqual(normalized(response.text), normalized(vector["response"]["body"]))

    def test_refused_requests(self) -> None:
        for vector in vectors("refused-requests.json"):
            with self.subTest(vector["name"]):
                called: list[Any] = []
                response = respond(lambda *args: called.append(args), vector["request"])
                self.assertEqual(response.status_code, vector["status"])
                self.assertEqual(called, [])


def match_arguments(matcher: Matcher, vector: dict[str, Any], positional: str, named: str, args: Any, kwargs: Any) -> None:
    if positional in vector:
        matcher.match(vector[positional], list(args), "arguments")
        for name, node in vector[named].items():
            matcher.match(node, kwargs[name], f"argument {name}")


def expect_result(test: unittest.TestCase, matcher: Matcher, result: dict[str, Any], call: Callable[[], Any]) -> None:
    if "returns" in result:
        matcher.match(result["returns"], call())
    elif "raises" in result:
        with test.assertRaises(Exception) as raised:
            call()
        matcher.match(result["raises"], raised.exception)
    else:
        kind, message = FAILURES[result["fails"]]
        with test.assertRaisesRegex(kind, message):
            call()


def returned_by(items: Any) -> Any:
    try:
        return next(items), "was yielded"
    except StopIteration as end:
        return end.value


def parsed_request(request: dict[str, str]) -> Any:
    if request["method"] == "GET":
        return "GET", [(name, normalized(text)) for name, text in parse_qsl(request["query"], strict_parsing=True)]
    return request["method"], request["contentType"], normalized(request["body"])


def respond(function: Callable[..., Any], request: dict[str, str]) -> Any:
    app = Flask(__name__)
    app.add_url_rule("/", view_func=lambda: answer(function, "f"), methods=["GET", "POST"], endpoint="f")
    app.wsgi_app = Admission(app.wsgi_app, "f")  # type: ignore[method-assign]
    return app.test_client().open(
        "/",
        method=request["method"],
        query_string=request.get("query", ""),
        data=request.get("body"),
        content_type=request.get("contentType"),
        headers={"Accept": MEDIA_TYPE},
    )


class CannedService:
    """A server that gives every caller the same answer. requests: what they sent."""

    def __init__(self, response: dict[str, Any]) -> None:
        requests: list[dict[str, str]] = []
        self.requests = requests

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                query = self.path.partition("?")[2]
                requests.append({"method": "GET", "query": query})
                self.respond()

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"])).decode("utf-8")
                requests.append({"method": "POST", "contentType": self.headers["Content-Type"], "body": body})
                self.respond()

            def respond(self) -> None:
                self.send_response(response["status"])
                self.send_header("Content-Type", response["contentType"])
                self.send_header("Connection", "close")
                body = response["body"]
                if isinstance(body, list):
                    self.send_header("Transfer-Encoding", "chunked")
                    self.end_headers()
                    self.wfile.write(b"".join(b"%x\r\n%s\r\n" % (len(line), line) for line in [*body, b""]))
                else:
                    self.send_header("Content-Length", str(len(body.encode("utf-8"))))
                    self.end_headers()
                    self.wfile.write(body.encode("utf-8"))

            def log_message(self, *about: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)

    def __enter__(self) -> CannedService:
        Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        set_addresses({"f": f"http://127.0.0.1:{self._server.server_port}/"})
        return self

    def __exit__(self, *about: Any) -> None:
        self._server.shutdown()
        self._server.server_close()


if __name__ == "__main__":
    unittest.main()
