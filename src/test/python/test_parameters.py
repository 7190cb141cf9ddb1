"""Parameters by name: in a query, a JSON object, a form and a whole body; bytes and files as results."""
from __future__ import annotations

import http.client
import json
import tracemalloc
import unittest
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple, Optional
from urllib.parse import quote

from services import PATIENCE, Service, ServiceTestCase

from nanoservice.server import request_values
from nanoservice.server.parameters import InvalidParameters, parameters_of
from nanoservice.server.problems import Refusal

TYPES = {
    "count": "int", "weight": "float", "fresh": "bool", "text": "str", "limit": "None | int", "ids": "list[int]",
    "colour": "Colour", "size": "Literal['S', 'M', 4]", "day": "date", "moment": "datetime", "price": "Decimal", "key": "UUID",
    "path": "Path", "raw": "bytes", "tags": "set[str]", "pair": "tuple[int, str]", "rates": "dict[str, float]",
    "word_or_number": "int | str", "annotated": "Annotated[int, 'of pages']", "missing": "NotDefined", "bare": "",
    "nothing": "int", "names": "Optional[list[str]]",
}  # fmt: skip


class Answer(NamedTuple):
    status: int
    content_type: Optional[str]
    body: bytes

    @property
    def value(self) -> Any:
        return json.loads(self.body)


class ParametersTest(ServiceTestCase):
    environment = {
        "NANOSERVICE_MAX_BYTES": "300000",
        "NANOSERVICE_CONTENT_TYPES": "page=text/html; charset=utf-8, other=image/gif",
    }
    program = ("""
        import io
        import tempfile
        from datetime import date, datetime
        from decimal import Decimal
        from enum import Enum
        from pathlib import Path
        from typing import Annotated, BinaryIO, Literal, Optional, TYPE_CHECKING
        from uuid import UUID

        if TYPE_CHECKING:
            from nowhere import NotDefined

        Colour = Enum("Colour", {"RED": 1, "GREEN": "green"})


        def find(text, limit: int = 10, *, exact: bool = False):
            return [text, limit, exact]


        def typed(TYPED):
            return repr({name: value for name, value in locals().items() if value != "unset"})


        def by_place(first: int, second: int = 2, /, third: int = 3, *more: int, last: int = 9, **rest: int):
            return [first, second, third, more, last, rest]


        def reserved(args: str = "unset", kwargs: str = "unset", *, other: str = "unset"):
            return [args, kwargs, other]


        def store(name: str, content: bytes = b"none", copies: list[bytes] = ()):
            return [name, content.decode("latin-1"), [copy.decode("latin-1") for copy in copies]]


        def read(upload: BinaryIO, limit: int = -1):
            return [upload.read(limit).decode("latin-1"), hasattr(upload, "filename"), type(upload).__name__]


        def anything(upload=None):
            return [type(upload).__name__, len(upload or "")]


        def picture(size: int = 3) -> Annotated[bytes, "image/png"]:
            return b"\\x89PNG" * size


        def page() -> bytes:
            return b"<p>"


        def blob(kind: str = "bytes"):
            if kind == "file":
                return io.BytesIO(200_000 * b"x")
            if kind == "temporary":
                file = tempfile.NamedTemporaryFile()
                file.write(b"in a file")
                file.seek(0)
                return file
            return b"long" * 100_000 if kind == "long" else b"\\0\\1"
        """).replace("TYPED", ", ".join(f'{name}{": " + kind if kind else ""} = "unset"' for name, kind in TYPES.items()))

    def send(
        self, function: str, query: str = "", body: Optional[bytes] = None, kind: Optional[str] = None, **headers: str
    ) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.services[function].port, timeout=PATIENCE)
        self.addCleanup(connection.close)
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        if kind is not None:
            sent["Content-Type"] = kind
        connection.request("GET" if body is None else "POST", "/" + query, body, sent)
        response = connection.getresponse()
        return Answer(response.status, response.headers["Content-Type"], response.read())

    def assert_wrong(self, answer: Answer, name: str, expected: str, given: Optional[str]) -> None:
        self.assertEqual((answer.status, answer.content_type), (422, "application/problem+json"), answer)
        error = next(error for error in answer.value["errors"] if error["parameter"] == name)
        self.assertEqual((error["expected"], error.get("given")), (expected, given))
        self.assertIn(repr(name), answer.value["detail"])
        self.assertIn(expected, answer.value["detail"])

    def test_a_query_names_parameters(self) -> None:
        self.assertEqual(self.send("find", "?text=milk&limit=3").value, ["milk", 3, False])
        self.assertEqual(self.send("find", "?text=a+b%26c&exact=true").value, ["a b&c", 10, True])
        self.assertEqual(self.send("find", "?text=").value, ["", 10, False])

    def test_a_json_object_names_parameters(self) -> None:
        post = self.send("find", "", b'{"text": {"a": [1]}, "limit": 3}', "application/json")
        self.assertEqual(post.value, [{"a": [1]}, 3, False])
        both = self.send("find", "?limit=4", b'{"text": "milk"}', "application/json")
        self.assertEqual(both.value, ["milk", 4, False])
        generated = self.send("find", "", b'{"args": [], "kwargs": {}, "text": "milk"}', "application/json")
        self.assertEqual(generated.value, ["milk", 10, False])
        generated = self.send("find", "", b'{"args": ["milk"], "text": []}', "application/json")
        self.assertEqual(generated.value, ["milk", 10, False])

    def test_args_and_kwargs_stay_as_they_are(self) -> None:
        self.assertEqual(self.send("find", '?args=["milk","three"]').value, ["milk", "three", False])
        post = self.send("find", "?limit=x", b'{"args": [1], "kwargs": {"limit": "4"}}', "application/json")
        self.assertEqual(post.value, [1, "4", False])
        self.assertEqual(self.send("reserved", "?args=[1]&kwargs=" + quote('{"kwargs": 2}')).value, [1, 2, "unset"])
        for answer in (
            self.send("find", "?args=[1]&limit=3"), self.send("reserved", "?args=x&other=y"),
            self.send("find", "", b'{"args": [1], "limit": 3}', "application/json"),
        ):  # fmt: skip
            self.assertEqual(answer.status, 400)
            self.assertIn("args or kwargs and further names", answer.value["detail"])

    def test_a_stub_cannot_name_parameters(self) -> None:
        lossless = "application/vnd.nanoservice+json"
        self.assertEqual(self.send("find", "?text=milk", Accept=lossless).status, 400)
        self.assertEqual(self.send("find", "", b"text=milk", "application/x-www-form-urlencoded", Accept=lossless).status, 415)

    def typed_value(self, **texts: Any) -> str:
        pairs = [(name, each) for name, value in texts.items() for each in (value if isinstance(value, list) else [value])]
        answer = self.send("typed", "?" + "&".join(f"{name}={quote(value)}" for name, value in pairs))
        self.assertEqual(answer.status, 200, answer)
        return str(answer.value)

    def test_text_is_read_by_annotation(self) -> None:
        for name, text, value in (
            ("count", "-7", "-7"), ("weight", "1e3", "1000.0"), ("weight", "inf", "inf"), ("fresh", "on", "True"),
            ("fresh", "False", "False"), ("text", "7", "'7'"), ("limit", "", "None"), ("limit", "3", "3"),
            ("ids", ["1", "2"], "[1, 2]"),
            ("ids", "5", "[5]"), ("colour", "1", "<Colour.RED: 1>"), ("colour", "green", "<Colour.GREEN: 'green'>"),
            ("colour", "RED", "<Colour.RED: 1>"), ("size", "M", "'M'"), ("size", "4", "4"),
            ("day", "2024-02-29", "datetime.date(2024, 2, 29)"),
            ("moment", "2024-02-29T12:30:00", "datetime.datetime(2024, 2, 29, 12, 30)"),
            ("moment", "2024-02-29T12:30:00Z", "datetime.datetime(2024, 2, 29, 12, 30, tzinfo=datetime.timezone.utc)"),
            ("price", "1.10", "Decimal('1.10')"), ("path", "a/b", repr(Path("a/b"))), ("raw", "YWI=", "b'ab'"),
            ("tags", ["a", "a"], "{'a'}"),
            ("key", "12345678-1234-5678-1234-567812345678", "UUID('12345678-1234-5678-1234-567812345678')"),
            ("pair", ["1", "x"], "(1, 'x')"), ("rates", '{"a": 1.5}', "{'a': 1.5}"), ("word_or_number", "12", "12"),
            ("word_or_number", "x", "'x'"), ("annotated", "4", "4"), ("missing", "4", "'4'"), ("bare", "4", "'4'"),
            ("names", ["a", "b"], "['a', 'b']"), ("names", "a", "['a']"),
        ):  # fmt: skip
            with self.subTest(name=name, text=text):
                self.assertEqual(self.typed_value(**{name: text}), f"{{'{name}': {value}}}")

    def test_a_wrong_text_is_named(self) -> None:
        for name, text, expected in (
            ("count", "milk", "int"), ("count", "", "int"), ("count", "1_0", "int"), ("count", "1.5", "int"),
            ("weight", "x", "float"),
            ("fresh", "maybe", "bool"), ("limit", "x", "int or None"), ("colour", "blue", "1 or 'green'"),
            ("size", "XL", "'S' or 'M' or 4"),
            ("day", "tomorrow", "date"), ("moment", "now", "datetime"), ("price", "cheap", "Decimal"), ("key", "1", "UUID"),
            ("rates", "[1]", "dict[str, float]"), ("ids", "x", "list[int]"), ("pair", "1", "tuple[int, str]"),
        ):  # fmt: skip
            with self.subTest(name=name, text=text):
                wrong = self.send("typed", f"?{name}={quote(text)}")
                answered = wrong.value["errors"][0]["expected"]
                if name == "limit":
                    self.assertIn(answered, ("int or None", "None or int"))
                    continue
                self.assert_wrong(wrong, name, expected, repr(text))

    def test_a_json_value_of_another_type_is_named(self) -> None:
        for name, value, expected, given in (
            ("count", '"3"', "int", "'3'"), ("count", "true", "int", "true"), ("count", "null", "int", "null"),
            ("text", "3", "str", "3"),
            ("ids", '[1, "x"]', "list[int]", '[1, "x"]'), ("ids", "1", "list[int]", "1"), ("fresh", "1", "bool", "1"),
            ("raw", '"?"', "bytes", "'?'"), ("day", "3", "date", "3"), ("colour", "3", "1 or 'green'", "3"),
        ):  # fmt: skip
            with self.subTest(name=name, value=value):
                answer = self.send("typed", "", f'{{"{name}": {value}}}'.encode(), "application/json")
                self.assert_wrong(answer, name, expected, given)
        for name, value, read in (
            ("weight", "3", "3"), ("price", "1.5", "Decimal('1.5')"), ("raw", '"YWI="', "b'ab'"), ("limit", "null", "None"),
            ("tags", '["a"]', "{'a'}"), ("colour", '"RED"', "<Colour.RED: 1>"), ("pair", '[1, "x"]', "(1, 'x')"),
            ("missing", "[1]", "[1]"),
        ):  # fmt: skip
            with self.subTest(name=name, value=value):
                answer = self.send("typed", "", f'{{"{name}": {value}}}'.encode(), "application/json")
                self.assertEqual(answer.value, f"{{'{name}': {read}}}")

    def test_missing_unknown_and_repeated_names_are_wrong(self) -> None:
        self.assert_wrong(self.send("find", "?limit=3"), "text", "any value", None)
        there = "one of the parameters of the function (text, limit, exact)"
        self.assert_wrong(self.send("find", "?text=a&limt=3"), "limt", there, "'3'")
        self.assert_wrong(self.send("find", "?text=a&limit=3&limit=4"), "limit", "one int", "2 values")
        twice = self.send("find", "?text=a", b'{"text": "b"}', "application/json")
        self.assert_wrong(twice, "text", "a value in the query or in the body", "both")

    def test_what_came_is_shown_shortly(self) -> None:
        answer = self.send("find", "?text=a&limit=" + quote("<script>" + 2000 * "é"))
        self.assertLess(len(answer.body), 900)
        self.assertEqual(answer.content_type, "application/problem+json")
        many = self.send("find", "?" + "&".join(f"x{number}" for number in range(500)))
        self.assertEqual(len(many.value["errors"]), 5)

    def test_parameters_that_have_a_place(self) -> None:
        for query, value in (
            ("?first=1", [1, 2, 3, [], 9, {}]), ("?second=5&first=1", [1, 5, 3, [], 9, {}]),
            ("?first=1&third=7", [1, 2, 7, [], 9, {}]),
            ("?first=1&more=8&more=9", [1, 2, 3, [8, 9], 9, {}]),
            ("?first=1&last=4&other=6", [1, 2, 3, [], 4, {"other": 6}]),
        ):  # fmt: skip
            with self.subTest(query=query):
                self.assertEqual(self.send("by_place", query).value, value)
        json_body = self.send("by_place", "", b'{"first": 1, "more": [4, 5]}', "application/json")
        self.assertEqual(json_body.value, [1, 2, 3, [4, 5], 9, {}])
        self.assert_wrong(self.send("by_place", "?first=1&more=x"), "more", "int", "'x'")

    def test_a_form_names_parameters(self) -> None:
        form = "application/x-www-form-urlencoded"
        self.assertEqual(self.send("find", "", b"text=a+b&limit=3", form).value, ["a b", 3, False])
        self.assertEqual(self.send("find", "?limit=4", b"text=%C3%A9", form + "; charset=utf-8").value, ["\xe9", 4, False])
        self.assertEqual(self.send("find", "", b"args=[1]", form).value, [1, 10, False])
        self.assertEqual(self.send("find", "", b"text=%ff", form).status, 400)
        self.assertEqual(self.send("find", "", b"a&" * 1000 + b"b", form).status, 413)
        self.assertEqual(self.send("find", "?text=x", b"").value, ["x", 10, False])

    def multipart(self, *parts: tuple[str, str, bytes]) -> tuple[bytes, str]:
        """Returns a body with parts: the name, further parameters of its disposition, and its content."""
        body = b"".join(
            b'--limit\r\nContent-Disposition: form-data; name="%b"%b\r\n\r\n%b\r\n' % (name.encode(), more.encode(), content)
            for name, more, content in parts
        )
        return body + b"--limit--\r\n", "multipart/form-data; boundary=limit"

    def test_files_of_a_form(self) -> None:
        file = '; filename="../../etc/passwd"'
        copies = [("copies", file, b"1"), ("copies", file, b"2")]
        body, kind = self.multipart(("name", "", b"a"), ("content", file, b"\0\xff"), *copies)
        self.assertEqual(self.send("store", "", body, kind).value, ["a", "\0\xff", ["1", "2"]])
        body, kind = self.multipart(("upload", file, b"abcdef"), ("limit", "", b"3"))
        self.assertEqual(self.send("read", "", body, kind).value, ["abc", False, "BytesIO"])
        body, kind = self.multipart(("upload", file, b"abc"))
        self.assertEqual(self.send("anything", "", body, kind).value, ["bytes", 3])
        body, kind = self.multipart(("upload", "", b"abc"))
        self.assertEqual(self.send("anything", "", body, kind).value, ["str", 3])
        body, kind = self.multipart(("name", "", b"a"), ("content", '; filename=""', b""))
        self.assertEqual(self.send("store", "", body, kind).value, ["a", "none", []])
        body, kind = self.multipart(("name", file, b"a"))
        self.assert_wrong(self.send("store", "", body, kind), "name", "str", "a file")
        body, kind = self.multipart(("upload", file, 200_000 * b"x"))
        self.assertEqual(self.send("anything", "", body, kind).value, ["bytes", 200_000])

    def test_a_form_that_is_broken_or_too_long(self) -> None:
        body, kind = self.multipart(("name", "", b"a"))
        for broken, type_ in ((body[:-8], kind), (body, "multipart/form-data"), (b"", kind), (body, kind + "x")):
            with self.subTest(broken=broken, type=type_):
                self.assertEqual(self.send("store", "", broken, type_).status, 400)
        nameless = body.replace(b'; name="name"', b"")
        self.assertRegex(self.send("store", "", nameless, kind).value["detail"], "a part has no name")
        body, kind = self.multipart(*[("name", "", b"")] * 1001)
        self.assertEqual(self.send("store", "", body, kind).status, 413)
        body, kind = self.multipart(("content", '; filename="x"', 300_000 * b"x"))
        self.assertEqual(self.send("store", "", body, kind).status, 413)

    def test_a_whole_body(self) -> None:
        for kind in ("application/octet-stream", "image/png", "text/plain; charset=latin-1", "application/vnd.x+json"):
            with self.subTest(kind=kind):
                self.assertEqual(self.send("read", "?limit=2", b"\xffbc", kind).value, ["\xffb", False, "BytesIO"])
        self.assertEqual(self.send("find", "?text=a", b"x", "image/png").status, 415)
        self.assertEqual(self.send("anything", "", b"x", "image/png").status, 415)

    def test_bytes_are_sent_as_such(self) -> None:
        for accept in ("*/*", "image/png", "image/*, application/json;q=0.5", "text/html, */*"):
            with self.subTest(accept=accept):
                self.assertEqual(self.send("picture", "?size=1", Accept=accept), (200, "image/png", b"\x89PNG"))
        self.assertEqual(self.send("picture", "?size=1"), (200, "image/png", b"\x89PNG"))
        self.assertEqual(self.send("page"), (200, "text/html; charset=utf-8", b"<p>"))
        self.assertEqual(self.send("blob"), (200, "application/octet-stream", b"\0\1"))
        self.assertEqual(self.send("blob", "?kind=long").status, 500)

    def test_a_caller_that_wants_json_gets_base64(self) -> None:
        for accept in ("application/json", "application/json, */*;q=0.9", "text/plain", "image/png;q=0.1, application/json"):
            with self.subTest(accept=accept):
                self.assertEqual(self.send("picture", "?size=1", Accept=accept), (200, "application/json", b'"iVBORw=="'))
        self.assertEqual(self.picture(1), b"\x89PNG")

    def test_files_are_sent_as_such(self) -> None:
        self.assertEqual(self.send("blob", "?kind=file"), (200, "application/octet-stream", 200_000 * b"x"))
        self.assertEqual(self.send("blob", "?kind=temporary"), (200, "application/octet-stream", b"in a file"))


class MemoryTest(unittest.TestCase):
    """Reading a request takes memory in proportion to its length."""

    def peak(self, read: Callable[[], object]) -> int:
        tracemalloc.start()
        self.addCleanup(tracemalloc.stop)
        read()
        return tracemalloc.get_traced_memory()[1]

    def test_a_form_of_many_escapes(self) -> None:
        kind = request_values.FORMS[0]
        body = b"text=x" + b"%c3%A9" * 300_000 + b"%4"
        fields: list[Any] = []
        peak = self.peak(lambda: fields.extend(request_values.form({}, kind, body)))
        self.assertEqual(fields, [("text", "x" + "\xe9" * 300_000 + "%4")])
        self.assertLess(peak, 12 * len(body))
        with self.assertRaises(Refusal):
            request_values.form({}, kind, b"text=" + b"%41" * 100_000 + b"%c3")

    def test_many_unknown_names(self) -> None:
        members = {f"n{number}": 1 for number in range(100_000)}
        found: list[Any] = []

        def read() -> None:
            try:
                parameters_of(len).bound([], members)
            except InvalidParameters as error:
                found.append(error.errors)

        self.assertLess(self.peak(read), 30_000_000)
        self.assertEqual([len(errors) for errors in found], [5])


class WithheldTest(unittest.TestCase):
    source = """
from flask import Flask
from nanoservice import answer, run

app = Flask(__name__)


def find(limit: int):
    return limit


@app.route("/", methods=["GET", "POST"])
def serve():
    return answer(find)


run(app)
"""

    def test_details_are_withheld_if_configured(self) -> None:
        service = Service("withheld", self.source, None, NANOSERVICE_ERROR_DETAILS="none")
        self.addCleanup(service.stop)
        connection = http.client.HTTPConnection("127.0.0.1", service.port, timeout=PATIENCE)
        self.addCleanup(connection.close)
        connection.request("GET", "/?limit=milk")
        response = connection.getresponse()
        problem = json.loads(response.read())
        self.assertEqual(response.status, 422)
        self.assertNotIn("milk", json.dumps(problem))

    def test_a_wrong_content_type_is_reported_at_the_start(self) -> None:
        service = Service("withheld", self.source, None, NANOSERVICE_CONTENT_TYPES="find=png")
        self.addCleanup(service.stop)
        self.assertEqual(service.wait(), 1)
        self.assertIn("NANOSERVICE_CONTENT_TYPES", service.errors)


if __name__ == "__main__":
    unittest.main()
