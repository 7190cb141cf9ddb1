"""Attacks on the connections of a service, with a few hundred connections each; `python -m attacks.connections` has more."""
from __future__ import annotations

import contextlib
import http.client
import json
import re
import socket
import time
import unittest

from attacks.connections import KINDS, attack, endless_chunk_extension, endless_trailers, require_open_files, running_service
from services import PATIENCE, Service, await_condition

CONNECTIONS = 700  # more than the threads that may wait for slow callers
HEAD = b"POST /same HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"


class AttacksTest(unittest.TestCase):
    def setUp(self) -> None:
        require_open_files(CONNECTIONS + 200)

    def test_slow_callers_do_not_keep_others_from_service(self) -> None:
        for kind in KINDS:
            with self.subTest(kind.attack), running_service(3) as service:
                outcome = attack(service.port, kind, CONNECTIONS)
                self.assertTrue(outcome.held, outcome.text)

    def test_endless_lines_of_a_chunked_body_are_refused(self) -> None:
        with running_service(30) as service:
            for each in (endless_chunk_extension, endless_trailers):
                outcome = each(service.port, 20_000_000)
                self.assertTrue(outcome.held, f"{outcome.attack}: {outcome.text}")


class DeadlinesTest(unittest.TestCase):
    service: Service

    @classmethod
    def setUpClass(cls) -> None:
        running = running_service(1)
        cls.service = running.__enter__()
        cls.addClassCleanup(running.__exit__, None, None, None)

    def connect(self) -> socket.socket:
        connection = socket.create_connection(("127.0.0.1", self.service.port), PATIENCE)
        self.addCleanup(connection.close)
        return connection

    def answer(self, *parts: bytes) -> bytes:
        """Sends parts, each in a packet of its own; returns all that the service sends until it closes the connection."""
        connection = self.connect()
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for part in parts:
            connection.sendall(part)
        received = b""
        while part := connection.recv(65536):
            received += part
        return received

    def test_incomplete_head_gets_408(self) -> None:
        answer = self.answer(b"GET /same?args=[1] HTTP/1.1\r\n", b"Host: localhost\r\n")
        self.assertTrue(answer.startswith(b"HTTP/1.1 408 Request Timeout\r\n"), answer)
        self.assertIn(b"The head of the request did not arrive within 1 s", answer)
        self.assertIn(b"Connection: close", answer)

    def test_incomplete_body_gets_408(self) -> None:
        chunk = b"Transfer-Encoding: chunked\r\n\r\n8\r\n"
        for part in (b"Content-Length: 50\r\n\r\n", b"Content-Length: 50000\r\n\r\n" + b" " * 20_000, chunk):
            answer = self.answer(HEAD + part, b"{")
            self.assertTrue(answer.startswith(b"HTTP/1.1 408 "), answer)
            self.assertIn(b"The body did not arrive in time", answer)
            self.assertIn(b"Connection: close", answer)

    def test_silent_connection_is_closed_without_an_answer(self) -> None:
        self.assertEqual(self.answer(), b"")

    def test_long_body_over_a_slow_network_arrives(self) -> None:
        # Each 4,096 bytes extend the deadline of one second by another.
        body = json.dumps({"args": ["x" * 60_000]}).encode()
        connection = self.connect()
        connection.sendall(HEAD + b"Content-Length: %d\r\n\r\n" % len(body))
        began = time.monotonic()
        for at in range(0, len(body), 6000):
            await_condition(lambda: time.monotonic() > began + at * 2.5 / len(body), "the network is slow")
            connection.sendall(body[at : at + 6000])
        response = http.client.HTTPResponse(connection)
        response.begin()
        self.assertEqual((response.status, len(response.read())), (200, 60_002))

    def test_continue_is_sent_when_the_body_is_needed(self) -> None:
        connection = self.connect()
        connection.sendall(HEAD + b"Expect: 100-continue\r\nContent-Length: 13\r\n\r\n")
        self.assertEqual(connection.recv(65536), b"HTTP/1.1 100 Continue\r\n\r\n")
        connection.sendall(b'{"args": [1]}')
        self.assertIn(b"200 OK", connection.recv(65536))

    def test_refused_body_is_not_asked_for(self) -> None:
        connection = self.connect()
        connection.sendall(HEAD + b"Expect: 100-continue\r\nContent-Length: 999999999\r\n\r\n")
        self.assertTrue(connection.recv(65536).startswith(b"HTTP/1.1 413 "))

    def test_chunks_of_one_byte_are_a_body(self) -> None:
        body = b'{"args": [1]}'
        chunks = b"".join(b"1;a=b\r\n%c\r\n" % byte for byte in body) + b"0\r\nX: y\r\n\r\n"
        connection = self.connect()
        for _ in range(2):  # nothing of the first body is left over
            connection.sendall(HEAD + b"Transfer-Encoding: chunked\r\n\r\n" + chunks)
            self.assertRegex(connection.recv(65536), rb"(?s)^HTTP/1\.1 200 OK\r\n.*\r\n\r\n1$")

    def test_line_ends_that_a_proxy_may_read_differently(self) -> None:
        head = HEAD + b"Transfer-Encoding: chunked\r\n\r\n"
        for body in (b"2;a\nb\r\n{}\r\n0\r\n\r\n", b"2;a\rb\r\n{}\r\n0\r\n\r\n", b"2\r\n{}\r\n0\r\nX: y\nZ: z\r\n\r\n"):
            with self.subTest(body):
                answer = self.answer(head + body)
                self.assertTrue(answer.startswith(b"HTTP/1.1 400 ") or b"Connection: close" in answer, answer)
                self.assertEqual(answer.count(b"HTTP/1.1 "), 1)

    def test_heads_that_servers_read_differently(self) -> None:
        for lines, status in (
            (b"", b"400"),
            (b"Host: a\r\nHost: localhost\r\n", b"400"),
            (b"Host: localhost\r\nTransfer-Encoding: identity\r\n", b"501"),
            (b"Host: localhost\r\nTransfer-Encoding: gzip, chunked\r\n", b"501"),
            (b"Host: localhost\r\nTransfer-Encoding: \xa0chunked\r\n", b"501"),
            (b"Host: localhost\r\nTransfer-Encoding: identity\r\nContent-Length: 2\r\n", b"501"),
            (b"Host: localhost\r\nContent-Length: 2\r\nContent-Length: 2\r\n", b"400"),
            (b"Host: localhost\r\nContent-Length: 2, 2\r\n", b"400"),
            (b"Host: localhost\r\nContent-Length: +2\r\n", b"400"),
            (b"Host: localhost\nContent-Length: 2\r\n", b"400"),
            (b"Host: localhost\rContent-Length: 2\r\n", b"400"),
            (b"Host: localhost\r\nX: y\r\n Content-Length: 2\r\n", b"400"),
            (b"Host : localhost\r\n", b"400"),
            (b"Host: localhost\r\nX: \0\r\n", b"400"),
            (b"Host: localhost\r\n" + 100 * b"X: y\r\n", b"431"),
        ):
            with self.subTest(lines):
                head = b"POST /same HTTP/1.1\r\nContent-Type: application/json\r\n" + lines
                self.assert_one_answer(head + b"\r\n{}", rb"%b|400" % status)

    def assert_one_answer(self, request: bytes, status: bytes) -> None:
        answer = self.answer(request)
        self.assertRegex(answer, rb"\AHTTP/1\.1 (?:%b) " % status)
        self.assertEqual(answer.count(b"HTTP/1.1 "), 1)

    def test_request_lines_that_are_none(self) -> None:
        for line, status in (
            (b"GET  /same HTTP/1.1", b"400"),
            (b"GET /same\tHTTP/1.1", b"400"),
            (b"GET /same HTTP/2.0", b"505"),
            (b"GET /same HTTP/1.10", b"400"),
            (b"GET /s\xe4me HTTP/1.1", b"400"),
            (b"G:T /same HTTP/1.1", b"400"),
            (b"\r\nGET /same HTTP/1.1", b"400"),
        ):
            with self.subTest(line):
                self.assert_one_answer(line + b"\r\nHost: localhost\r\n\r\n", status)

    def test_head_beyond_the_limit(self) -> None:
        lines = [b"X-%d: %s\r\n" % (number, b"x" * 4000) for number in range(9)]
        answer = self.answer(b"GET / HTTP/1.1\r\nHost: localhost\r\n" + b"".join(lines))
        self.assertTrue(answer.startswith(b"HTTP/1.1 431 "), answer)

    def test_probes_of_every_version_of_http(self) -> None:
        for version in (b"1.0", b"1.1"):
            for path, status in ((b"/healthz", "ok"), (b"/readyz", "ready")):
                answer = self.answer(b"GET %s HTTP/%s\r\nHost: localhost\r\nConnection: close\r\n\r\n" % (path, version))
                self.assertTrue(answer.startswith(b"HTTP/1.1 200 OK\r\n"), answer)
                self.assertEqual(json.loads(answer.partition(b"\r\n\r\n")[2]), {"status": status})

    def test_body_of_a_probe_is_not_the_next_request(self) -> None:
        smuggled = b"GET /same?args=[1] HTTP/1.1\r\nHost: localhost\r\n\r\n"
        answer = self.answer(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n\r\n" % len(smuggled), smuggled)
        self.assertEqual(len(re.findall(rb"HTTP/1\.1 ", answer)), 1, answer)


class FileLimitTest(unittest.TestCase):
    def test_service_without_free_descriptors_serves_again(self) -> None:
        source = "import resource\nresource.setrlimit(resource.RLIMIT_NOFILE, (120, 120))\n"
        with running_service(30, source) as service:
            silent = [socket.create_connection(("127.0.0.1", service.port), PATIENCE) for _ in range(300)]
            try:
                for _ in range(20):
                    connection = http.client.HTTPConnection("127.0.0.1", service.port, timeout=PATIENCE)
                    connection.request("GET", "/same?args=[1]")
                    self.assertEqual(connection.getresponse().read(), b"1")
                    connection.close()
            finally:
                for each in silent:
                    each.close()


    def test_connection_that_sends_when_it_is_closed_ends_nothing(self) -> None:
        source = "import resource\nresource.setrlimit(resource.RLIMIT_NOFILE, (120, 120))\n"
        with running_service(30, source) as service:
            address = ("127.0.0.1", service.port)
            attackers = [socket.create_connection(address, PATIENCE) for _ in range(50)]
            connection = http.client.HTTPConnection(*address, timeout=PATIENCE)
            connection.request("GET", "/same?args=[1]")
            self.assertEqual(connection.getresponse().read(), b"1")  # all before it were accepted
            service.suspend()  # so that what follows arrives at once
            attackers += [socket.create_connection(address, PATIENCE) for _ in range(60)]
            for attacker in attackers:
                attacker.sendall(b"GET")
            service.resume()
            for _ in range(3):
                again = http.client.HTTPConnection(*address, timeout=PATIENCE)
                again.request("GET", "/same?args=[2]")
                self.assertEqual(again.getresponse().read(), b"2")
                again.close()
            connection.close()
            for attacker in attackers:
                attacker.close()


class FaultTest(unittest.TestCase):
    def test_fault_in_one_connection_ends_no_other(self) -> None:
        source = """
from nanoservice.server.connection import Connection

_receive = Connection.receive


def receive(self):
    _receive(self)
    if not self.is_silent and b"faulty" in self._received:
        raise RuntimeError("a fault of the server")


Connection.receive = receive
"""
        with running_service(30, source) as service:
            other = http.client.HTTPConnection("127.0.0.1", service.port, timeout=PATIENCE)
            other.request("GET", "/same?args=[1]")
            self.assertEqual(other.getresponse().read(), b"1")
            with socket.create_connection(("127.0.0.1", service.port), PATIENCE) as faulty:
                faulty.sendall(b"GET /faulty HTTP/1.1\r\n\r\n")
                with contextlib.suppress(ConnectionResetError):
                    self.assertEqual(faulty.recv(100), b"")
            other.request("GET", "/same?args=[2]")
            self.assertEqual(other.getresponse().read(), b"2")
            other.close()


class ThreadLimitTest(unittest.TestCase):
    def test_service_that_can_start_no_more_threads_goes_on(self) -> None:
        source = """
import threading

_start = threading.Thread.start


def start(self):
    if threading.active_count() > 4:
        raise RuntimeError("can't start new thread")
    _start(self)


threading.Thread.start = start
"""
        with running_service(30, source) as service:
            connections = [http.client.HTTPConnection("127.0.0.1", service.port, timeout=PATIENCE) for _ in range(20)]
            for connection in connections:
                connection.request("GET", "/same?args=[1]")
            for connection in connections:
                self.assertEqual(connection.getresponse().read(), b"1")
                connection.close()


if __name__ == "__main__":
    unittest.main()
