"""Who may call a service: programs, pages of the service's own origin and allowed origins, and callers with the token."""
from __future__ import annotations

import ast
import contextlib
import http.client
import json
import os
import socket
import subprocess
import sys
import tempfile
import threading
import unittest
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar, NamedTuple, Optional

from services import COMPILED_RUNTIME, PATIENCE, Service, ServiceTestCase, await_condition, server_source

from nanoservice.token_proof import PATH, proof

TOKEN = "test-token-0123456789-0123456789-0123456789"
GROUP = '''
from flask import Flask
from nanoservice import answer_one_of, run

app = Flask(__name__)


def tax(price):
    return price / 4


def net_price(price):
    return price - tax(price)


@app.route("/", methods=["GET", "POST"])
@app.route("/<function>", methods=["GET", "POST"])
def serve(function=None):
    return answer_one_of({"tax": tax, "net_price": net_price, "shop.total": net_price}, function)


if __name__ == "__main__":
    run(app)
'''
JSON = {"Content-Type": "application/json"}
BODY = b'{"args": [8]}'
CALL = "/tax?args=[8]"


class Answer(NamedTuple):
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def detail(self) -> str:
        return str(json.loads(self.body)["detail"])


class AdmissionTestCase(unittest.TestCase):
    environment: ClassVar[dict[str, str]] = {}
    service: ClassVar[Service]

    @classmethod
    def setUpClass(cls) -> None:
        files = {"openapi.json": "{}"}
        cls.service = Service("prices", GROUP, files, **{"NANOSERVICE_TOKEN": TOKEN, **cls.environment})
        cls.addClassCleanup(cls.service.stop)

    def send(
        self,
        method: str = "GET",
        target: str = CALL,
        headers: Optional[dict[str, Optional[str]]] = None,
        body: Optional[bytes] = None,
    ) -> Answer:
        """Sends a request with exactly these headers and a Host, unless its value is None."""
        connection = http.client.HTTPConnection("127.0.0.1", self.service.port, timeout=PATIENCE)
        self.addCleanup(connection.close)
        sent = {"Host": f"127.0.0.1:{self.service.port}", **(headers or {})}
        connection.putrequest(method, target, skip_host=True, skip_accept_encoding=True)
        for name, value in sent.items():
            if value is not None:
                connection.putheader(name, value)
        if body is not None:
            connection.putheader("Content-Length", str(len(body)))
        connection.endheaders(body)
        response = connection.getresponse()
        return Answer(response.status, {name.lower(): value for name, value in response.getheaders()}, response.read())

    def assert_refused(self, answer: Answer, status: int, detail: str) -> None:
        self.assertEqual(answer.status, status, answer)
        self.assertEqual(answer.headers["content-type"], "application/problem+json")
        self.assertEqual(json.loads(answer.body)["status"], status)
        self.assertRegex(answer.detail, detail)


class PageTest(AdmissionTestCase):
    environment: ClassVar[dict[str, str]] = {
        "NANOSERVICE_ALLOWED_HOSTS": "shop.example.org, Other.example",
        "NANOSERVICE_ALLOWED_ORIGINS": "https://shop.example.org,http://localhost:3000",
    }

    def test_requests_of_foreign_pages_are_refused(self) -> None:
        own = f"http://127.0.0.1:{self.service.port}"
        for headers in (
            {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"},
            {"Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "no-cors"},
            {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"},
            {"Sec-Fetch-Site": "unknown"}, {"Sec-Fetch-Site": ""},
            {"Sec-Fetch-Site": "none", "Sec-Fetch-Mode": "navigate"},
            {"Sec-Fetch-Site": "cross-site", "Origin": own},
            {"Origin": "https://evil.example"}, {"Origin": "null"}, {"Origin": ""},
            {"Origin": "http://127.0.0.1:1"}, {"Origin": "http://127.0.0.1"}, {"Origin": own + ".evil.example"},
            {"Origin": "https://shop.example.org.evil.example"}, {"Origin": "http://shop.example.org"},
            {"Origin": "https://evil.example", "Upgrade": "websocket", "Connection": "Upgrade"},
            {"User-Agent": "Mozilla/5.0 (X11; Linux x86_64)"},
            {"User-Agent": "Mozilla/5.0 (X11; Linux x86_64)", "Referer": "https://evil.example/" + own},
        ):  # fmt: skip
            for method, target, body in (("GET", CALL, None), ("POST", "/tax", BODY)):
                with self.subTest(headers=headers, method=method):
                    answer = self.send(method, target, {**JSON, **headers}, body)
                    self.assert_refused(answer, 403, "page|browser")
                    self.assertNotIn("access-control-allow-origin", answer.headers)

    def test_requests_of_programs_and_own_pages_are_answered(self) -> None:
        own = f"http://127.0.0.1:{self.service.port}"
        for headers in (
            {}, {"User-Agent": "curl/8.5.0", "Accept": "*/*"}, {"Sec-Fetch-Mode": "cors"}, {"Sec-Fetch-Site": "none"},
            {"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Mode": "cors", "User-Agent": "Mozilla/5.0"},
            {"Origin": own}, {"Origin": own, "Sec-Fetch-Site": "same-origin"}, {"Origin": own.replace("http", "https")},
            {"User-Agent": "Mozilla/5.0", "Referer": own + "/page"},
        ):  # fmt: skip
            for method, target, body in (("GET", CALL, None), ("POST", "/tax", BODY)):
                with self.subTest(headers=headers, method=method):
                    self.assertEqual(self.send(method, target, {**JSON, **headers}, body).body, b"2.0")

    def test_a_body_that_is_no_json_and_no_form_is_refused(self) -> None:
        for kind in (
            "text/plain", "text/plain;charset=UTF-8", "text/plain; application/json", "text/plain, application/json",
            "application/json, text/plain", "", None,
        ):  # fmt: skip
            with self.subTest(kind=kind):
                self.assert_refused(self.send("POST", "/tax", {"Content-Type": kind}, BODY), 415, "application/json")
        for kind in ("application/json", "Application/JSON; charset=utf-8", "application/vnd.nanoservice+json"):
            with self.subTest(kind=kind):
                self.assertEqual(self.send("POST", "/tax", {"Content-Type": kind}, BODY).status, 200)

    def test_forms_of_foreign_pages_are_refused(self) -> None:
        own = f"http://127.0.0.1:{self.service.port}"
        part = b'--x\r\nContent-Disposition: form-data; name="price"\r\n\r\n8\r\n--x--\r\n'
        for kind, body in (
            ("application/x-www-form-urlencoded", b"price=8"), ("application/x-www-form-urlencoded", b"args=[8]"),
            ("multipart/form-data; boundary=x", part),
        ):  # fmt: skip
            form: dict[str, Optional[str]] = {"Content-Type": kind}
            for headers in (
                {"Origin": "https://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"},
                {"Sec-Fetch-Site": "same-site", "Origin": own}, {"User-Agent": "Mozilla/5.0"}, {"Referer": "https://evil.example/page"},
                {"Referer": "http://127.0.0.1:1/"}, {"Sec-Fetch-Site": "same-origin", "Referer": "https://evil.example/"},
                {"Origin": "http://shop.example.org"}, {"Sec-Fetch-Site": "none", "Sec-Fetch-Mode": "navigate"},
            ):  # fmt: skip
                with self.subTest(kind=kind, headers=headers):
                    self.assert_refused(self.send("POST", "/tax", {**form, **headers}, body), 403, "page|browser")
            rebound = self.send("POST", "/tax", {**form, "Host": "evil.example"}, body)
            self.assert_refused(rebound, 421, "NANOSERVICE_ALLOWED_HOSTS")

    def test_forms_of_programs_and_own_pages_are_answered(self) -> None:
        own = f"http://127.0.0.1:{self.service.port}"
        for headers in (
            {}, {"User-Agent": "curl/8.5.0"}, {"Origin": own}, {"Referer": own + "/page"}, {"Sec-Fetch-Mode": "cors"},
            {"Origin": "https://shop.example.org", "Sec-Fetch-Site": "cross-site"}, {"Referer": "https://shop.example.org/page"},
            {"Authorization": f"Bearer {TOKEN}", "Referer": "https://evil.example/"},
        ):  # fmt: skip
            with self.subTest(headers=headers):
                form: dict[str, Optional[str]] = {"Content-Type": "application/x-www-form-urlencoded", **headers}
                self.assertEqual(self.send("POST", "/tax", form, b"args=[8]").body, b"2.0")

    def test_foreign_hosts_are_refused(self) -> None:
        for host in (
            "evil.example", "evil.example:5000", "tax.evil.example", "net_price.evil.example:80", "prices.evil.example",
            "127.0.0.1.evil.example", "localhost.evil.example", "evil", "tax.shop", "tax.x.svc.evil.example", "shop.total",
            "evil.example@127.0.0.1", "127.0.0.1,evil.example", "tax.svc", "evil.x.svc", "shop.example.org.evil.example",
            "[evil.example]", "evil.example#.localhost", "evil.example/.localhost", "evil.example\t.localhost",
        ):  # fmt: skip
            for target in (CALL, "/net_price?args=[8]", "/?args=[8]", "/openapi.json", "/nothing"):
                with self.subTest(host=host, target=target):
                    answer = self.send(target=target, headers={"Host": host})
                    self.assert_refused(answer, 421, "NANOSERVICE_ALLOWED_HOSTS")

    def test_own_hosts_are_answered(self) -> None:
        for host in (
            "127.0.0.1", "127.8.9.1:80", "localhost", "LOCALHOST:5000", "tax.localhost", "[::1]:5000", "[2001:db8::1]",
            "192.168.7.9:8081", "tax", "tax:5000", "net_price:5000", "net-price", "shop-total", "prices:5000", "Tax.",
            "localhost.", "tax.shop.svc", "net-price.shop.svc.cluster.local:5000", "shop.example.org:8443", "other.example",
        ):  # fmt: skip
            with self.subTest(host=host):
                self.assertEqual(self.send(headers={"Host": host}).body, b"2.0")

    def test_the_token_replaces_the_host(self) -> None:
        headers: dict[str, Optional[str]] = {"Host": "tax.shop.internal.example", "Authorization": f"Bearer {TOKEN}"}
        self.assertEqual(self.send(headers=headers).status, 200)

    def test_probes_are_answered_to_anybody(self) -> None:
        answer = self.send(target="/healthz", headers={"Host": "10.0.0.1.example", "Sec-Fetch-Site": "cross-site"})
        self.assertEqual(answer.status, 200)

    def test_responses_protect_themselves(self) -> None:
        for target in (CALL, "/healthz", "/openapi.json", "/nothing"):
            for headers in ({}, {"Sec-Fetch-Site": "cross-site"}):
                with self.subTest(target=target, headers=headers):
                    answer = self.send(target=target, headers=dict(headers))
                    self.assertEqual(answer.headers["cross-origin-resource-policy"], "same-origin")
                    self.assertEqual(answer.headers["x-content-type-options"], "nosniff")
                    self.assertFalse([name for name in answer.headers if name.startswith("access-control-")])

    def test_an_allowed_origin_can_call_and_read(self) -> None:
        for origin in ("https://shop.example.org", "http://localhost:3000"):
            page: dict[str, Optional[str]] = {"Origin": origin, "Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "cors"}
            asked: dict[str, Optional[str]] = {
                "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "authorization,content-type",
            }  # fmt: skip
            answers = (
                self.send("OPTIONS", "/tax", {**page, **asked}),
                self.send("POST", "/tax", {**page, **JSON}, BODY),
                self.send("GET", CALL, page),
                self.send("GET", "/tax?args=[]", page),
            )
            self.assertEqual([answer.status for answer in answers], [204, 200, 200, 422])
            for answer in answers:
                self.assertEqual(answer.headers["access-control-allow-origin"], origin)
                self.assertEqual(answer.headers["vary"], "Origin")
                self.assertNotIn("access-control-allow-credentials", answer.headers)
            self.assertEqual(answers[0].headers["access-control-allow-methods"], "GET, POST")
            self.assertIn("Authorization, Content-Type", answers[0].headers["access-control-allow-headers"])

    def test_an_allowed_origin_cannot_call_without_saying_so(self) -> None:
        image: dict[str, Optional[str]] = {"Sec-Fetch-Site": "cross-site", "Referer": "https://shop.example.org/"}
        self.assertEqual(self.send(headers=image).status, 403)
        form: dict[str, Optional[str]] = {"Origin": "https://shop.example.org", "Content-Type": "text/plain"}
        self.assertEqual(self.send("POST", "/tax", form, BODY).status, 415)

    def test_a_refused_preflight_allows_nothing(self) -> None:
        asked: dict[str, Optional[str]] = {"Origin": "https://evil.example", "Access-Control-Request-Method": "POST"}
        answer = self.send("OPTIONS", "/tax", asked)
        self.assertEqual(answer.status, 403)
        self.assertFalse([name for name in answer.headers if name.startswith("access-control-")])


class TokenTest(AdmissionTestCase):
    environment: ClassVar[dict[str, str]] = {
        "NANOSERVICE_AUTHENTICATION": "internal",
        "NANOSERVICE_ENTRY_POINTS": "net_price",
        "NANOSERVICE_MAX_PUBLIC_BYTES": "100",
    }

    def test_without_the_token_only_entry_points_can_be_called(self) -> None:
        self.assertEqual(self.send(target="/net_price?args=[8]").body, b"6.0")
        for target, host in ((CALL, "127.0.0.1"), ("/?args=[8]", "tax"), ("/shop.total?args=[8]", "127.0.0.1")):
            answer = self.send(target=target, headers={"Host": host})
            self.assert_refused(answer, 401, "Authorization: Bearer")
            self.assertEqual(answer.headers["www-authenticate"], "Bearer")

    def test_only_the_token_is_the_token(self) -> None:
        for value in (
            "", "Bearer", "Bearer ", "Bearer x", f"Basic {TOKEN}", TOKEN, f"Bearer {TOKEN}x", f"Bearer {TOKEN[:-1]}",
            f"Bearer {TOKEN} {TOKEN}", f"Bearer {TOKEN}, Bearer {TOKEN}", f"Bearer {TOKEN.upper()}", "Bearer \xe4\xf6",
        ):  # fmt: skip
            with self.subTest(value=value):
                self.assertEqual(self.send(headers={"Authorization": value}).status, 401)
        for value in (f"Bearer {TOKEN}", f"bearer  {TOKEN} "):
            with self.subTest(value=value):
                self.assertEqual(self.send(headers={"Authorization": value}).body, b"2.0")

    def test_the_token_is_checked_before_the_arguments(self) -> None:
        for body in (b"not JSON", b"x" * 10_000):
            self.assertEqual(self.send("POST", "/tax", dict(JSON), body).status, 401)
        connection = http.client.HTTPConnection("127.0.0.1", self.service.port, timeout=PATIENCE)
        self.addCleanup(connection.close)
        connection.putrequest("POST", "/tax")
        connection.putheader("Content-Type", "application/json")
        connection.putheader("Content-Length", "1000000")
        connection.putheader("Expect", "100-continue")
        connection.endheaders()  # the body is never sent
        self.assertEqual(connection.getresponse().status, 401)

    def test_strangers_may_send_less(self) -> None:
        body = b'{"args": [8]' + b" " * 200 + b"}"
        refused = self.send("POST", "/net_price", dict(JSON), body)
        self.assert_refused(refused, 413, "NANOSERVICE_MAX_PUBLIC_BYTES")
        accepted = self.send("POST", "/net_price", {**JSON, "Authorization": f"Bearer {TOKEN}"}, body)
        self.assertEqual(accepted.status, 200)

    def test_strangers_may_not_pass_a_function_that_they_may_not_call(self) -> None:
        for name, host in (("tax", "tax"), ("shop.total", "shop-total"), ("elsewhere", "elsewhere")):
            body = json.dumps({"args": [{"$defaultdict": [[], {"$function": [name, host, "function"]}]}]}).encode()
            with self.subTest(name):
                headers: dict[str, Optional[str]] = {**JSON, "Accept": "application/vnd.nanoservice+json"}
                self.assert_refused(self.send("POST", "/net_price", headers, body), 400, "only with the token")
                headers["Authorization"] = f"Bearer {TOKEN}"
                self.assertNotEqual(self.send("POST", "/net_price", headers, body).status, 400)

    def test_strangers_may_not_send_values_that_contain_one_another_again_and_again(self) -> None:
        nested = b"[]"
        for level in range(30, 0, -1):
            nested = b'[%b,{"$same":%d}]' % (nested, level)
        body = b'{"args": [%b]}' % nested
        headers = {"Content-Type": "application/json", "Accept": "application/vnd.nanoservice+json"}
        service = Service("same", GROUP.replace("price / 4", "type(price).__name__"), None, NANOSERVICE_TOKEN=TOKEN)
        self.addCleanup(service.stop)
        for authorization, status in ({}, 400), ({"Authorization": f"Bearer {TOKEN}"}, 200):
            connection = http.client.HTTPConnection("127.0.0.1", service.port, timeout=PATIENCE)
            self.addCleanup(connection.close)
            connection.request("POST", "/tax", body, {**headers, **authorization})
            self.assertEqual(connection.getresponse().status, status)

    def test_a_stranger_learns_only_of_entry_points(self) -> None:
        answer = self.send(target="/nothing")
        self.assert_refused(answer, 404, "host name: net_price[.]")

    def test_the_token_is_nowhere_to_be_read(self) -> None:
        for value in (f"Bearer {TOKEN}", f"Bearer {TOKEN}x", TOKEN):
            answer = self.send(target="/nothing", headers={"Authorization": value})
            self.assertNotIn(TOKEN, str(answer))
        self.assertNotIn(TOKEN, "".join(self.service.lines))


class AllTest(AdmissionTestCase):
    environment: ClassVar[dict[str, str]] = {
        "NANOSERVICE_AUTHENTICATION": "all", "NANOSERVICE_ENTRY_POINTS": "net_price",
        "NANOSERVICE_ALLOWED_ORIGINS": "https://shop.example.org",
    }  # fmt: skip

    def test_everything_needs_the_token(self) -> None:
        for target in (CALL, "/net_price?args=[8]", "/openapi.json", "/nothing", "/"):
            self.assertEqual(self.send(target=target).status, 401, target)
        self.assertEqual(self.send(target=CALL, headers={"Authorization": f"Bearer {TOKEN}"}).status, 200)
        self.assertEqual(self.send(target="/openapi.json", headers={"Authorization": f"Bearer {TOKEN}"}).status, 200)

    def test_a_probe_does_not(self) -> None:
        self.assertEqual(self.send(target="/healthz").status, 200)

    def test_a_preflight_does_not(self) -> None:
        asked: dict[str, Optional[str]] = {
            "Origin": "https://shop.example.org", "Access-Control-Request-Method": "POST",
        }  # fmt: skip
        self.assertEqual(self.send("OPTIONS", "/tax", asked).status, 204)


class StubTest(unittest.TestCase):
    """Services with the token call one another, and so does a program to which it was given."""

    def test_stubs_send_the_token(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            addresses, token = Path(folder, "addresses.json"), Path(folder, "token")
            token.write_text(TOKEN + "\n", encoding="ascii")
            environment = {
                "NANOSERVICE_ADDRESSES": str(addresses), "NANOSERVICE_TOKEN_FILE": str(token),
                "NANOSERVICE_AUTHENTICATION": "all", "NANOSERVICE_ERROR_DETAILS": "none",
            }  # fmt: skip
            text = "def outer(value):\n    return inner(value)\n\n\ndef inner(value):\n    return 12 // value\n"
            functions: list[Any] = ast.parse(text).body
            services = [
                Service(each.name, server_source(each, text, "", functions), None, **environment) for each in functions
            ]
            for service in services:
                self.addCleanup(service.stop)
            addresses.write_text(json.dumps({service.name: service.url for service in services}), encoding="utf-8")
            call = "from nanoservice import remote; print(remote('outer')(4)); remote('outer')(0)"
            ended = subprocess.run(
                [sys.executable, "-c", call],
                env={"PATH": os.environ["PATH"], "PYTHONPATH": str(COMPILED_RUNTIME), **environment},
                capture_output=True,
                text=True,
            )
        self.assertEqual(ended.stdout, "3\n")
        self.assertRegex(ended.stderr, "in outer(?s:.*)in inner(?s:.*)ZeroDivisionError")
        self.assertNotIn(TOKEN, ended.stderr + "".join(str(service.lines) for service in services))


# Answers any call with the token that it gets.
_SEEN = """
from json import dumps
from flask import Flask, Response, request
from nanoservice import run

app = Flask(__name__)


@app.route("/<path:anywhere>")
def serve(anywhere):
    return Response(dumps(request.headers.get("Authorization")), content_type="application/vnd.nanoservice+json")


run(app)
"""


class FunctionOfStrangerTest(unittest.TestCase):
    """Without authentication anybody may send a function, but its host does not get the token."""

    def test_only_a_caller_with_the_token_makes_a_service_send_it(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            addresses = Path(folder, "addresses.json")
            environment = {"NANOSERVICE_ADDRESSES": str(addresses), "NANOSERVICE_TOKEN": TOKEN}
            text = "def apply(function, known):\n    return function(), other()\n\n\ndef other():\n    pass\n"
            functions: list[Any] = ast.parse(text).body
            source = server_source(functions[0], text, "", functions)
            services = [Service("apply", source, None, **environment), Service("seen", _SEEN, None, **environment)]
            for service in services:
                self.addCleanup(service.stop)
            apply, seen = (service.url for service in services)
            places = {"apply": apply, "evil": f"{seen}any/path", "other": f"{seen}any/path"}
            addresses.write_text(json.dumps(places), encoding="utf-8")
            bearer = f"Bearer {TOKEN}"
            own = ["other", "other", "function"]
            evil = ["evil", "evil", "function"]
            for headers, function, received in (({}, evil, None), ({}, own, bearer), ({"Authorization": bearer}, evil, bearer)):
                body = json.dumps({"args": [{"$function": function}, 1]}).encode("ascii")
                lossless = "application/vnd.nanoservice+json"
                headers |= {"Content-Type": lossless, "Accept": lossless}
                request = urllib.request.Request(apply, body, headers)
                with urllib.request.urlopen(request, timeout=PATIENCE) as got:
                    self.assertEqual(json.loads(got.read()), {"$tuple": [received, bearer]})


class ImpostorTest(unittest.TestCase):
    """Another user has taken the port of a service that has ended."""

    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        addresses = Path(folder.name, "addresses.json")
        environment = {"NANOSERVICE_ADDRESSES": str(addresses), "NANOSERVICE_TOKEN": TOKEN}
        text = "def outer(value):\n    return inner(value)\n\n\ndef inner(value):\n    return value\n"
        functions: list[Any] = ast.parse(text).body
        sources = {each.name: server_source(each, text, "", functions) for each in functions}
        self.outer, inner = (Service(name, source, None, **environment) for name, source in sources.items())
        self.addCleanup(self.outer.stop)
        addresses.write_text(json.dumps({"outer": self.outer.url, "inner": inner.url}), encoding="utf-8")
        self.received: list[bytes] = []
        port = inner.port
        inner.process.kill()
        inner.stop()
        self.listener = socket.create_server(("127.0.0.1", port))
        self.addCleanup(self.listener.close)

    def listen(self, answer: Callable[[bytes], bytes]) -> None:
        """Answers each request as the impostor likes."""

        def serve() -> None:
            with contextlib.suppress(OSError):
                while True:
                    connection, _ = self.listener.accept()
                    with connection, contextlib.suppress(OSError):
                        while head := connection.recv(65_536):
                            self.received.append(head)
                            connection.sendall(answer(head))

        threading.Thread(target=serve, daemon=True).start()

    def assert_learns_nothing(self, answer: Callable[[bytes], bytes]) -> None:
        self.listen(answer)
        url = self.outer.url + "?args=[%22ARGUMENT%22]"
        request = urllib.request.Request(url, headers={"Nanoservice-Timeout-Ms": "3000"})
        with self.assertRaises(urllib.error.HTTPError) as raised:
            urllib.request.urlopen(request)
        with raised.exception as error:
            problem = json.loads(error.read())
        self.assertEqual(problem["title"], "ConnectionError")
        self.assertIn("service 'inner' cannot be", problem["detail"])
        self.assertTrue(self.received)
        for secret in (TOKEN.encode(), b"ARGUMENT", b"Authorization"):
            self.assertNotIn(secret, b"".join(self.received))

    def test_answering_every_request_is_no_proof(self) -> None:
        self.assert_learns_nothing(lambda head: b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n1")

    def test_refusing_the_proof_is_no_proof(self) -> None:
        self.assert_learns_nothing(lambda head: b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")

    def test_a_proof_of_another_service_is_no_proof(self) -> None:
        """The impostor passes the request on to a service that knows the token."""

        def pass_on(head: bytes) -> bytes:
            with socket.create_connection(("127.0.0.1", self.outer.port)) as other:
                other.sendall(head)
                return other.recv(65_536)

        self.assert_learns_nothing(pass_on)

    def test_the_proof_with_the_own_address_is_no_proof(self) -> None:
        def pass_on(head: bytes) -> bytes:
            with socket.create_connection(("127.0.0.1", self.outer.port)) as other:
                own = str(self.listener.getsockname()[1]).encode()
                other.sendall(head.replace(own, str(self.outer.port).encode()))
                return other.recv(65_536)

        self.assert_learns_nothing(pass_on)


class TokenProofTest(AdmissionTestCase):
    nonce = "0123456789abcdef" * 2

    def test_proof_contains_nonce_and_address(self) -> None:
        answer = self.send(target=f"{PATH}?nonce={self.nonce}")
        self.assertEqual(answer.status, 200)
        self.assertEqual(answer.body.decode(), proof(TOKEN, self.nonce, f"127.0.0.1:{self.service.port}"))

    def test_proof_is_that_of_the_java_client(self) -> None:
        expected = "351bf0bebd6b9b449b3cb6624abfb3e636ae2c45d50ce029fdb632b5f0bd0987"
        self.assertEqual(proof(TOKEN, self.nonce, "127.0.0.1:5000"), expected)

    def test_other_host_gets_no_proof(self) -> None:
        for host in ("127.0.0.1:1", "localhost", f"localhost:{self.service.port}"):
            answer = self.send(target=f"{PATH}?nonce={self.nonce}", headers={"Host": host})
            self.assert_refused(answer, 421, "listens at 127.0.0.1")

    def test_invalid_request_gets_no_proof(self) -> None:
        for query in ("", "?nonce=", "?nonce=" + "A" * 32, f"?nonce={self.nonce}0", f"?nonce={self.nonce}&nonce=1"):
            self.assert_refused(self.send(target=PATH + query), 400, "32 hexadecimal digits")
        self.assert_refused(self.send(target=f"{PATH}?nonce={self.nonce}", headers={"Host": None}), 400, "header Host")

    def test_service_without_a_token_has_no_proof(self) -> None:
        service = Service("single", GROUP)
        self.addCleanup(service.stop)
        with self.assertRaises(urllib.error.HTTPError) as raised:
            urllib.request.urlopen(f"{service.url[:-1]}{PATH}?nonce={self.nonce}")
        with raised.exception as error:
            self.assertEqual(error.code, 404)


class StrangerTest(ServiceTestCase):
    """What an exception tells callers without the token, and that the log has the rest."""

    environment: ClassVar[dict[str, str]] = {"NANOSERVICE_TOKEN": TOKEN, "NANOSERVICE_ERROR_DETAILS": "message"}
    program = """
        class AccountError(Exception):
            def __init__(self, number):
                super().__init__(f"account {number} is closed")
                self.secret = "attribute value"

        def withdraw(number):
            raise AccountError(number)

        def items(number):
            yield 1
            raise AccountError(number)
        """
    secrets = ("main.py", "attribute value", "def withdraw", "raise AccountError", "line ", "frames", '"exception":', "Traceback")

    def send(self, function: str, query: str, token: bool = False, lossless: bool = True) -> str:
        headers = {"Accept": "application/vnd.nanoservice+json"} if lossless else {}
        if token:
            headers["Authorization"] = f"Bearer {TOKEN}"
        request = urllib.request.Request(self.services[function].url + query, headers=headers)
        try:
            with urllib.request.urlopen(request) as response:
                return str(response.read().decode())
        except urllib.error.HTTPError as error:
            with error:
                return error.read().decode()

    def assert_conceals(self, text: str) -> None:
        for secret in self.secrets:
            self.assertNotIn(secret, text)

    def test_a_stranger_gets_class_and_message(self) -> None:
        for lossless in (True, False):
            text = self.send("withdraw", "?args=[7]", lossless=lossless)
            self.assert_conceals(text)
            problem = json.loads(text)
            self.assertEqual((problem["title"], problem["detail"]), ("AccountError", "account 7 is closed"))
            self.assertTrue(problem["type"].endswith("#Exception"))

    def test_a_stranger_gets_no_more_from_a_stream(self) -> None:
        *_, last = map(json.loads, self.send("items", "?args=[7]").splitlines())
        self.assertEqual(last, ["raise", None, [], {"title": "AccountError", "detail": "account 7 is closed"}])

    def test_a_stranger_learns_of_wrong_arguments(self) -> None:
        text = self.send("withdraw", "?args=[]")
        self.assert_conceals(text)
        self.assertIn("missing 1 required positional argument: 'number'", text)

    def test_a_caller_with_the_token_gets_everything(self) -> None:
        problem = json.loads(self.send("withdraw", "?args=[7]", token=True))
        self.assertIn("in withdraw", problem["traceback"])
        self.assertIn("attribute value", json.dumps(problem["exception"]))
        *_, last = map(json.loads, self.send("items", "?args=[7]", token=True).splitlines())
        self.assertIn("in items", last[3]["traceback"])
        self.assertIn("attribute value", json.dumps(last[1]))

    def test_the_log_has_what_a_stranger_does_not_get(self) -> None:
        for function in ("withdraw", "items"):
            service = self.services[function]
            before = len(service.events("exception"))
            self.send(function, "?args=[7]")
            await_condition(lambda: len(service.events("exception")) > before, "the exception is logged")
            event = service.events("exception")[-1]
            self.assertEqual(event["function"], function)
            self.assertIn(f"in {function}", event["traceback"])

    def test_a_stub_without_the_token_says_what_was_raised(self) -> None:
        for function, call in (("withdraw", self.withdraw), ("items", lambda number: list(self.items(number)))):
            raised = f"'{function}' raised AccountError: account 7 is closed; set NANOSERVICE_TOKEN_FILE"
            with self.assertRaisesRegex(ConnectionError, raised):
                call(7)


class NoDetailsTest(StrangerTest):
    """A stranger learns that the function failed, and no more."""

    environment: ClassVar[dict[str, str]] = {"NANOSERVICE_TOKEN": TOKEN, "NANOSERVICE_ERROR_DETAILS": "none"}

    def assert_conceals(self, text: str) -> None:
        for secret in (*self.secrets, "Account", "closed", "number"):
            self.assertNotIn(secret, text)

    def test_a_stranger_gets_class_and_message(self) -> None:
        for lossless in (True, False):
            text = self.send("withdraw", "?args=[7]", lossless=lossless)
            self.assert_conceals(text)
            self.assertEqual(json.loads(text)["title"], "Internal Server Error")

    def test_a_stranger_gets_no_more_from_a_stream(self) -> None:
        *_, last = map(json.loads, self.send("items", "?args=[7]").splitlines())
        self.assertEqual(last[:3], ["raise", None, []])
        self.assert_conceals(json.dumps(last))

    def test_a_stranger_learns_of_wrong_arguments(self) -> None:
        text = self.send("withdraw", "?args=[]")
        self.assert_conceals(text)
        self.assertEqual(json.loads(text)["status"], 422)

    def test_a_stub_without_the_token_says_what_was_raised(self) -> None:
        for call in (self.withdraw, lambda number: list(self.items(number))):
            with self.assertRaisesRegex(ConnectionError, "The function raised an exception, which the log"):
                call(7)


class SettingsTest(unittest.TestCase):
    def read(self, **environment: str) -> subprocess.CompletedProcess[str]:
        program = "from nanoservice.settings import SETTINGS; import os; print(SETTINGS, os.environ.get('NANOSERVICE_TOKEN'))"
        return subprocess.run(
            [sys.executable, "-c", program],
            env={"PATH": os.environ["PATH"], "PYTHONPATH": str(COMPILED_RUNTIME), **environment},
            capture_output=True,
            text=True,
        )

    def assert_exits(self, reason: str, **environment: Any) -> None:
        ended = self.read(**environment)
        self.assertEqual(ended.returncode, 1)
        self.assertRegex(ended.stderr, reason)
        self.assertNotIn("Traceback", ended.stderr)

    def test_the_token_leaves_the_environment_and_is_not_printed(self) -> None:
        ended = self.read(NANOSERVICE_TOKEN=TOKEN)
        self.assertEqual((ended.returncode, ended.stderr), (0, ""))
        self.assertNotIn(TOKEN, ended.stdout)
        self.assertTrue(ended.stdout.endswith(" None\n"))

    def test_authentication_without_a_token_is_refused(self) -> None:
        for mode in ("internal", "all"):
            self.assert_exits("set NANOSERVICE_TOKEN_FILE", NANOSERVICE_AUTHENTICATION=mode)

    def test_invalid_values_name_the_variable(self) -> None:
        self.assert_exits("NANOSERVICE_AUTHENTICATION must be one of none, internal, all", NANOSERVICE_AUTHENTICATION="yes")
        self.assert_exits("NANOSERVICE_ERROR_DETAILS must be one of", NANOSERVICE_ERROR_DETAILS="most")
        self.assert_exits("NANOSERVICE_TOKEN_FILE, .*none.* cannot be read", NANOSERVICE_TOKEN_FILE="none")

    def test_a_file_without_a_token_is_refused_and_not_printed(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder, "token")
            for content in ("", " \n", "a b", "one\ntwo", "caf\xe9", "a\0b"):
                file.write_text(content, encoding="utf-8")
                self.assert_exits("contains no token", NANOSERVICE_TOKEN_FILE=str(file))
            file.write_text("secret value", encoding="utf-8")
            self.assertNotIn("secret", self.read(NANOSERVICE_TOKEN_FILE=str(file)).stderr)
            file.write_text(TOKEN + "\n", encoding="utf-8")
            self.assertEqual(self.read(NANOSERVICE_TOKEN_FILE=str(file)).returncode, 0)


if __name__ == "__main__":
    unittest.main()
