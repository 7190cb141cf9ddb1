"""A Flask application of a program, served as it is."""
from __future__ import annotations

import http.client
import json
import re
import socket
import unittest
from typing import ClassVar, Optional
from urllib.parse import quote

from services import PATIENCE, Service, await_condition

TOKEN = "application-test-token-0123456789-0123456789"
_PROGRAM = """
from flask import Flask, Response, request
from nanoservice import run_application
from nanoservice.context import current

app = Flask("shop")


@app.get("/")
def index():
    return "<p>shop</p>"


@app.route("/orders/<int:number>", methods=["GET", "PUT", "DELETE"])
def order(number):
    return {"number": number, "method": request.method, "authorization": request.headers.get("Authorization")}


@app.post("/form")
def form():
    return request.form["name"] + request.files["file"].filename if request.files else request.form["name"]


@app.get("/openapi.json")
def contract():
    return {"own": True}


@app.get("/left")
def left():
    return str(current().left() < 40)


@app.get("/stream")
def stream():
    return Response((current().trace + chr(10) for _ in range(3)), mimetype="text/plain")


@app.get("/fail")
def fail():
    raise LookupError("in a route")


if __name__ == "__main__":
    run_application(app)
"""

# Sends the status and the headers that a request says, as JSON in its query, and the body "hello".
_ECHO = """
import json
from urllib.parse import unquote
from nanoservice import run_application


def application(environ, start):
    status, headers = json.loads(unquote(environ["QUERY_STRING"]))
    start(status, [tuple(header) for header in headers])
    return [b"hel", b"lo"]


if __name__ == "__main__":
    run_application(application)
"""


class ApplicationTest(unittest.TestCase):
    service: ClassVar[Service]

    @classmethod
    def setUpClass(cls) -> None:
        environment = {"NANOSERVICE_TOKEN": TOKEN, "NANOSERVICE_MAX_PUBLIC_BYTES": "1000"}
        cls.service = Service("shop", _PROGRAM, None, **environment)
        cls.addClassCleanup(cls.service.stop)

    def send(self, method: str, target: str, body: Optional[bytes] = None, /, **headers: str) -> tuple[int, str, bytes]:
        return self.send_to(self.service, method, target, body, **headers)

    def send_to(
        self, service: Service, method: str, target: str, body: Optional[bytes], /, **headers: str
    ) -> tuple[int, str, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", service.port, timeout=PATIENCE)
        self.addCleanup(connection.close)
        connection.request(method, target, body, {name.replace("_", "-"): value for name, value in headers.items()})
        response = connection.getresponse()
        return response.status, response.headers["Content-Type"], response.read()

    def test_its_routes_answer_as_flask_does(self) -> None:
        self.assertEqual(self.send("GET", "/"), (200, "text/html; charset=utf-8", b"<p>shop</p>"))
        for method in ("GET", "PUT", "DELETE"):
            answered = json.loads(self.send(method, "/orders/7")[2])
            self.assertEqual((answered["number"], answered["method"]), (7, method))
        self.assertEqual(self.send("POST", "/orders/7")[:2], (405, "text/html; charset=utf-8"))
        self.assertEqual(self.send("GET", "/nothing")[:2], (404, "text/html; charset=utf-8"))
        self.assertEqual(self.send("HEAD", "/")[2], b"")
        self.assertEqual(json.loads(self.send("GET", "/openapi.json")[2]), {"own": True})
        self.assertEqual(self.send("GET", "/fail")[0], 500)

    def test_its_forms_are_read_by_flask(self) -> None:
        form = "application/x-www-form-urlencoded"
        self.assertEqual(self.send("POST", "/form", b"name=a", Content_Type=form)[2], b"a")
        self.assertEqual(self.send("POST", "/form", b"name=" + b"a" * 1000, Content_Type=form)[0], 413)
        status, _, body = self.send(
            "POST", "/form", b"name=" + b"a" * 1000, Content_Type=form, Authorization=f"Bearer {TOKEN}"
        )
        self.assertEqual((status, len(body)), (200, 1000))

    def test_its_health_is_that_of_a_service(self) -> None:
        self.assertEqual(json.loads(self.send("GET", "/healthz")[2]), {"status": "ok"})

    def test_a_request_has_the_deadline_and_the_trace_of_its_caller(self) -> None:
        self.assertEqual(self.send("GET", "/left", Nanoservice_Timeout_Ms="30000")[2], b"True")
        self.assertEqual(self.send("GET", "/left", Nanoservice_Timeout_Ms="0")[0], 504)
        trace = "0af7651916cd43dd8448eb211c80319c"
        answer = self.send("GET", "/stream", traceparent=f"00-{trace}-b7ad6b7169203331-01")
        self.assertEqual(answer[2], 3 * f"{trace}\n".encode())
        calls = self.service.events
        await_condition(lambda: trace in [call["trace"] for call in calls("call")], "the request is logged")

    def test_pages_can_open_it_but_not_change_it(self) -> None:
        navigation = {"Sec_Fetch_Site": "none", "Sec_Fetch_Mode": "navigate", "User_Agent": "Mozilla/5.0"}
        self.assertEqual(self.send("GET", "/", **navigation)[0], 200)
        form = {"Content_Type": "application/x-www-form-urlencoded"}
        for headers in ({"Origin": "https://evil.example"}, {"Sec_Fetch_Site": "cross-site"}, {"Referer": "https://evil.example/"}):
            with self.subTest(headers=headers):
                self.assertEqual(self.send("POST", "/form", b"name=a", **form, **headers)[0], 403)
        own = f"http://127.0.0.1:{self.service.port}"
        self.assertEqual(self.send("POST", "/form", b"name=a", Origin=own, **form)[0], 200)

    def test_foreign_hosts_are_refused(self) -> None:
        self.assertEqual(self.send("GET", "/", Host="evil.example")[0], 421)
        self.assertEqual(self.send("GET", "/", Host="shop:5000")[0], 200)

    def test_the_token_is_required_and_not_passed_on(self) -> None:
        service = Service("shop", _PROGRAM, None, NANOSERVICE_TOKEN=TOKEN, NANOSERVICE_AUTHENTICATION="internal")
        self.addCleanup(service.stop)
        self.assertEqual(self.send_to(service, "GET", "/orders/7", None)[0], 401)
        status, _, body = self.send_to(service, "GET", "/orders/7", None, Authorization=f"Bearer {TOKEN}")
        self.assertEqual((status, json.loads(body)["authorization"]), (200, None))

    def test_a_header_that_contains_the_token_is_not_passed_on(self) -> None:
        for given, passed in ((f"Bearer {TOKEN},Basic eDp5", None), (f"Token {TOKEN}", None), ("Basic eDp5", "Basic eDp5")):
            _, _, body = self.send("GET", "/orders/7", Authorization=given)
            self.assertEqual(json.loads(body)["authorization"], passed)

    def test_a_body_that_is_not_all_there_is_refused(self) -> None:
        head = b"POST /form HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        with socket.create_connection(("127.0.0.1", self.service.port), PATIENCE) as connection:
            connection.sendall(head + b"Content-Length: 50\r\n\r\nname=a")
            connection.shutdown(socket.SHUT_WR)
            with connection.makefile("rb") as file:
                self.assertEqual(file.read()[:13], b"HTTP/1.1 400 ")

    def test_its_name_can_differ_from_that_of_its_directory(self) -> None:
        program = _PROGRAM.replace("run_application(app)", "run_application(app, 'größe')")
        settings = {"NANOSERVICE_AUTHENTICATION": "internal", "NANOSERVICE_ENTRY_POINTS": "größe"}
        service = Service("shop", program, None, NANOSERVICE_TOKEN=TOKEN, **settings)
        self.addCleanup(service.stop)
        self.assertEqual(self.send_to(service, "GET", "/", None, Host="shop:5000")[0], 200)
        await_condition(
            lambda: [call["function"] for call in service.events("call")] == ["größe"], "the request is logged"
        )


class ResponseTest(unittest.TestCase):
    """What an application says about its response is one response, whatever comes from a request."""

    service: ClassVar[Service]

    @classmethod
    def setUpClass(cls) -> None:
        cls.service = Service("echo", _ECHO)
        cls.addClassCleanup(cls.service.stop)

    def answers(self, status: str, *headers: list[str]) -> list[str]:
        """Returns the responses to two requests on one connection, up to its end."""
        wanted = ([status, headers], ["299 Last", []])
        requests = [f"GET /?{quote(json.dumps(each))} HTTP/1.1\r\nHost: localhost\r\n" for each in wanted]
        with socket.create_connection(("127.0.0.1", self.service.port), PATIENCE) as connection:
            connection.sendall(f"{requests[0]}\r\n{requests[1]}Connection: close\r\n\r\n".encode("ascii"))
            with connection.makefile("rb") as file:
                found = file.read().decode("latin-1")
        return re.findall("HTTP/1.1 .*?(?=HTTP/1.1|$)", found, re.DOTALL)

    def test_no_line_break_is_sent(self) -> None:
        for status, *headers in (
            ("200 OK\r\nX: y",), ("100 Continue",), ("2000",), ("200 OK", ["X", "a\r\nSet-Cookie: b"]),
            ("200 OK", ["X", "a\nY: b"]),
            ("200 OK", ["X: a\r\nY", "b"]), ("200 OK", ["X Y", "b"]), ("200 OK", ["", "b"]), ("200 OK", ["X", "a\0"]),
            ("200 OK", ["X", "\u2603"]), ("200 OK", ["Content-Length", "x"]), ("200 OK", ["Content-Length", "-1"]),
            ("200 OK", ["Content-Length", "5"], ["content-length", "7"]),
        ):  # fmt: skip
            with self.subTest(status=status, headers=headers):
                answers = self.answers(status, *headers)
                self.assertEqual([answer[:12] for answer in answers], ["HTTP/1.1 500"])

    def test_headers_of_the_connection_are_those_of_the_server(self) -> None:
        of_connection = [["Transfer-Encoding", "gzip"], ["Connection", "close"], ["Upgrade", "h2c"]]
        first, last = self.answers("200 OK", *of_connection, ["X", "\xe4 b"])
        self.assertEqual(first.lower().count("transfer-encoding: chunked"), 1)
        self.assertNotIn("gzip", first)
        self.assertNotIn("h2c", first)
        self.assertIn("Connection: keep-alive", first)
        self.assertIn("X: \xe4 b", first)
        self.assertIn("299 Last", last)

    def test_a_body_longer_than_its_length_is_cut(self) -> None:
        first, last = self.answers("200 OK", ["Content-Length", "4"])
        self.assertEqual((first[-4:], last[:12]), ("hell", "HTTP/1.1 299"))

    def test_a_body_shorter_than_its_length_ends_the_connection(self) -> None:
        (only,) = self.answers("200 OK", ["Content-Length", "9"])
        self.assertEqual(only[-5:], "hello")


if __name__ == "__main__":
    unittest.main()
