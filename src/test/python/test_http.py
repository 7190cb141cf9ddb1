"""A service as any HTTP client meets it."""
from __future__ import annotations

import http.client
import json
import re
import socket
import unittest

from services import PATIENCE, ServiceTestCase


class HttpTest(ServiceTestCase):
    program = """
        def same(value):
            return value
        """

    def request(self, method: str, target: str) -> http.client.HTTPResponse:
        connection = http.client.HTTPConnection("127.0.0.1", self.services["same"].port, timeout=PATIENCE)
        self.addCleanup(connection.close)
        connection.request(method, target)
        return connection.getresponse()

    def assert_problem(self, response: http.client.HTTPResponse, status: int, detail: str) -> None:
        self.assertEqual(response.status, status)
        self.assertEqual(response.headers["Content-Type"], "application/problem+json")
        self.assertEqual(response.headers["Cache-Control"], "no-store")
        problem = json.loads(response.read())
        self.assertEqual(problem["status"], status)
        self.assertRegex(problem["detail"], detail)

    def test_a_url_beyond_the_limit(self) -> None:
        self.assert_problem(self.request("GET", "/?args=" + 9000 * "x"), 414, "POST")

    def test_the_service_is_a_path_too(self) -> None:
        self.assertEqual(self.request("GET", "/same?args=[1]").read(), b"1")
        self.assertEqual(self.request("GET", "/other?args=[1]").status, 404)

    def test_its_contract(self) -> None:
        contract = '{"openapi": "3.1.0"}'
        self.services["same"].file.with_name("openapi.json").write_text(contract, encoding="ascii")
        response = self.request("GET", "/openapi.json")
        self.assertEqual(response.headers["Content-Type"], "application/json")
        self.assertEqual(response.headers["Cache-Control"], "no-store")
        self.assertEqual(response.read(), contract.encode("ascii"))

    def test_what_is_no_http(self) -> None:
        with socket.create_connection(("127.0.0.1", self.services["same"].port), PATIENCE) as connection:
            connection.sendall(b"nonsense\r\n\r\n")
            response = http.client.HTTPResponse(connection)
            response.begin()
            self.assert_problem(response, 400, "not an HTTP request.*nonsense")

    def exchange(self, request: bytes) -> bytes:
        """Sends bytes and then no more; returns all that comes back."""
        with socket.create_connection(("127.0.0.1", self.services["same"].port), PATIENCE) as connection:
            connection.sendall(request)
            connection.shutdown(socket.SHUT_WR)
            answer = b""
            while part := connection.recv(65536):
                answer += part
        return answer

    def test_requests_that_do_not_wait_for_answers(self) -> None:
        with socket.create_connection(("127.0.0.1", self.services["same"].port), PATIENCE) as connection:
            connection.sendall(b"".join(b"GET /?args=[%d] HTTP/1.1\r\nHost: same\r\n\r\n" % n for n in range(71, 76)))
            answer = b""
            while answer.count(b"HTTP/1.1 200 OK") < 5 or not answer.endswith(b"75"):
                answer += connection.recv(65536)
        self.assertEqual(re.findall(rb"\r\n\r\n(\d+)", answer), [b"71", b"72", b"73", b"74", b"75"])

    def test_a_body_that_is_not_all_there_calls_nothing(self) -> None:
        head = b"POST / HTTP/1.1\r\nHost: same\r\nContent-Type: application/json\r\nContent-Length: 50\r\n\r\n"
        answer = self.exchange(head + b'{"args": [1]}')
        self.assertTrue(answer.startswith(b"HTTP/1.1 400 "), answer[-900:])
        self.assertIn(b"it ended after 13 of 50 bytes", answer)

    def test_heads_that_others_may_read_differently_call_nothing(self) -> None:
        for target, headers, status in (
            ("/?args=[1]", "Host: same\r\nHost: same\r\n", 400),
            ("/?args=[1]", "Host: same\r\nAuthorization: Bearer a\r\nauthorization: Bearer b\r\n", 400),
            ("/?args=[1]", "Host: same\r\nOrigin: http://same\r\nOrigin: http://evil.example\r\n", 400),
            ("/?args=[1]", "Host: same\r\nContent-Type: text/plain\r\nContent-Type: application/json\r\n", 400),
            ("/?args=[1]", "Host: same\r\nContent-Length: 0\r\nTransfer-Encoding: chunked\r\n", 400),
            ("http://evil.example/?args=[1]", "Host: same\r\n", 400),
            ("http://same@evil.example/?args=[1]", "Host: same\r\n", 400),
            ("http://same/?args=[1]", "Host: Same\r\n", 200),
            ('/?args=["http://evil.example/"]', "Host: same\r\n", 200),
        ):  # fmt: skip
            with self.subTest(target=target, headers=headers):
                request = f"GET {target} HTTP/1.1\r\n{headers}Connection: close\r\n\r\n"
                self.assertEqual(self.exchange(request.encode("ascii"))[:13], b"HTTP/1.1 %d " % status)
        tunnel = self.exchange(b"CONNECT same:80 HTTP/1.1\r\nHost: same:80\r\n\r\n")
        self.assertEqual(tunnel[:13], b"HTTP/1.1 501 ")

    def test_chunks_that_are_none_call_nothing(self) -> None:
        head = b"POST / HTTP/1.1\r\nHost: same\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
        for body in (b'zz\r\n{"args": [1]}\r\n0\r\n\r\n', b'20\r\n{"args": [1]}'):
            with self.subTest(body=body):
                answer = self.exchange(head + body)
                self.assertTrue(answer.startswith(b"HTTP/1.1 400 "), answer[-900:])
                self.assertIn(b"The body is not what its header announces", answer)

    def test_head_and_body_come_as_one(self) -> None:
        with socket.create_connection(("127.0.0.1", self.services["same"].port), PATIENCE) as connection:
            for value in (b"1", b"22"):  # on a connection that is kept, too
                connection.sendall(b"GET /?args=[%s] HTTP/1.1\r\nHost: same\r\n\r\n" % value)
                answer = connection.recv(65536)
                self.assertTrue(answer.startswith(b"HTTP/1.1 200 OK\r\n"), answer)
                self.assertTrue(answer.endswith(b"\r\n\r\n" + value), answer)

    def test_a_path_that_is_none(self) -> None:
        self.assert_problem(self.request("GET", "/no/such"), 404, "not found")

    def test_a_method_that_is_not_allowed(self) -> None:
        response = self.request("PUT", "/")
        self.assertEqual(response.headers["Allow"], "GET, OPTIONS, POST")
        self.assert_problem(response, 405, "not allowed")

    def test_head_calls_nothing(self) -> None:
        response = self.request("HEAD", "/?args=[1]")
        self.assertEqual(response.status, 405)
        self.assertEqual(response.headers["Allow"], "GET, OPTIONS, POST")
        self.assertEqual(response.headers["Cache-Control"], "no-store")

    def test_options_are_told(self) -> None:
        response = self.request("OPTIONS", "/")
        self.assertEqual(response.status, 200)
        self.assertEqual(response.headers["Allow"], "GET, OPTIONS, POST")
        self.assertEqual(response.headers["Cache-Control"], "no-store")
        self.assertEqual(response.read(), b"")


if __name__ == "__main__":
    unittest.main()
