"""What a caller sees when the other side or the network fails."""
from __future__ import annotations

import socket
import threading
import time
import tracemalloc
import unittest
from collections.abc import Iterator
from contextvars import Context
from dataclasses import replace
from typing import Any, Callable

from services import PATIENCE, await_condition, set_addresses

from nanoservice import remote
from nanoservice.client import http11, transport
from nanoservice.client.addresses import Address
from nanoservice.context import enter, received
from nanoservice.wire.endpoints import EndpointRef

OK = b"HTTP/1.1 200 OK\r\nContent-Type: application/vnd.nanoservice+json\r\nContent-Length: 1\r\n\r\n1"


class Peer:
    """A server that does to each connection what a test says, and counts the requests that it reads."""

    def __init__(self, *acts: Callable[[Peer, socket.socket], None]) -> None:
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.requests: list[bytes] = []
        self.closed = 0  # connections
        self.finished = threading.Event()  # set by the test: its call has ended
        self._acts = acts
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def _serve(self) -> None:
        for act in self._acts:
            connection, _ = self.listener.accept()
            with connection:
                connection.settimeout(PATIENCE)
                act(self, connection)
            self.closed += 1

    def read(self, connection: socket.socket) -> None:
        """Reads the head of one request."""
        head = b""
        while b"\r\n\r\n" not in head:
            part = connection.recv(65536)
            if not part:
                return
            head += part
        self.requests.append(head)

    def close(self) -> None:
        self.finished.set()
        self._thread.join(PATIENCE)
        self.listener.close()


def answering(*answers: bytes) -> Callable[[Peer, socket.socket], None]:
    def act(peer: Peer, connection: socket.socket) -> None:
        for answer in answers:
            peer.read(connection)
            connection.sendall(answer)

    return act


def dripping(peer: Peer, connection: socket.socket) -> None:
    peer.read(connection)
    try:
        for byte in OK * 1000:
            connection.sendall(bytes([byte]))
            if peer.finished.wait(0.02):
                return
    except OSError:  # the caller has given up
        pass


class FailureTest(unittest.TestCase):
    def peer(self, *acts: Callable[[Peer, socket.socket], None]) -> Peer:
        peer = Peer(*acts)
        self.addCleanup(peer.close)
        set_addresses({"peer": f"http://127.0.0.1:{peer.listener.getsockname()[1]}/"})
        return peer

    def call(self, milliseconds: int = 20_000) -> Any:
        """Calls the peer as a function would that is itself called with so much time left."""
        outcome: list[object] = []

        def run() -> None:
            enter(received({"Nanoservice-Timeout-Ms": str(milliseconds)}.get))
            try:
                outcome.append(remote("peer")("x"))
            except Exception as error:
                outcome.append(error)

        caller = threading.Thread(target=run, daemon=True)  # a thread has a context of its own
        caller.start()
        caller.join(PATIENCE)
        self.assertEqual(len(outcome), 1, "the call hangs")
        return outcome[0]

    def test_the_request_on_the_wire(self) -> None:
        peer = self.peer(answering(OK, OK))
        self.assertEqual(self.call(), 1)
        self.assertTrue(peer.requests[0].startswith(b"GET /?args=%5B%22x%22%5D HTTP/1.1\r\n"), peer.requests[0])
        self.assertIn(b"\r\nAccept: application/vnd.nanoservice+json\r\n", peer.requests[0])
        self.assertRegex(peer.requests[0], rb"\r\ntraceparent: 00-[0-9a-f]{32}-[0-9a-f]{16}-01\r\n")
        self.assertRegex(peer.requests[0], rb"\r\nNanoservice-Timeout-Ms: 1[0-9]{4}\r\n")
        self.assertEqual(self.call(), 1)
        self.assertEqual(len(peer.requests), 2, "both on one connection")

    def test_calls_that_an_argument_makes_belong_to_the_call(self) -> None:
        peer = self.peer(answering(OK, OK, OK))
        Context().run(lambda: remote("peer")(map(remote("peer"), [1, 2])))
        traces = [request.partition(b"traceparent: 00-")[2][:32] for request in peer.requests]
        self.assertEqual((len(traces), len(set(traces))), (3, 1))

    def test_an_idle_connection_that_the_server_closed_is_not_used(self) -> None:
        peer = self.peer(answering(OK), answering(OK))
        self.assertEqual(self.call(), 1)
        await_condition(lambda: peer.closed == 1, "the server closes the connection")
        self.assertEqual(self.call(), 1)
        self.assertEqual(len(peer.requests), 2)

    def test_a_service_that_dies_in_the_call_is_not_asked_again(self) -> None:
        peer = self.peer(answering(b""), answering(OK))
        error = self.call()
        self.assertIsInstance(error, ConnectionError)
        self.assertRegex(str(error), "service 'peer' failed during the call: .* not repeated")
        self.assertEqual(len(peer.requests), 1)
        self.call()  # ends the peer

    def test_an_answer_cut_short(self) -> None:
        self.peer(answering(OK[:-1]))
        self.assertIsInstance(self.call(), ConnectionError)

    def test_garbage(self) -> None:
        for garbage in (
            b"SSH-2.0-x\r\n",
            b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi",
            OK.replace(b"\r\n\r\n1", b"\r\n\r\n}"),
            b"HTTP/1.1 500 No\r\nContent-Type: application/problem+json\r\nContent-Length: 2\r\n\r\n[]",
            OK.replace(b"200", b"2\xb20"),  # a superscript is a digit to str.isdigit
            b"HTTP/1.1 500 No\r\nContent-Type: application/problem+json\r\nContent-Length: 15\r\n\r\n{\"exception\":5}",
            OK.replace(b"Length: 1", b"Length: \xb2"),
            OK.replace(b"Length: 1", b"Length: " + 5000 * b"1"),  # more digits than int() takes
            OK.replace(b"Length: 1", b"Length: -1"),
            OK.replace(b"Content-Length: 1", b"Transfer-Encoding: chunked").replace(b"\r\n\r\n1", b"\r\n\r\nzz\r\n1"),
            OK.replace(b"Content-Length: 1", b"Content-Length: 9\r\nContent-Length: 1"),
            OK.replace(b"Content-Length: 1", b"Content-Length: 1\r\nTransfer-Encoding: gzip"),
            OK.replace(b"\r\n\r\n1", b"\r\n\r\n{\"$tuple\":\"ab\"}").replace(b"Length: 1", b"Length: 15"),
        ):
            with self.subTest(garbage=garbage):
                self.peer(answering(garbage))
                error = self.call()
                self.assertIsInstance(error, ConnectionError)
                self.assertIn("'peer'", str(error))

    def test_a_line_of_a_stream_that_is_none(self) -> None:
        head = OK.replace(b"+json", b".lines").replace(b"Content-Length: 1", b"Transfer-Encoding: chunked")[:-1]
        for line in (b'["other",1]', b'{"item":1,"x":2}', b'"ab"', b'[["item"],1]', b'["item"]', b'["raise",5]', b"[]"):
            with self.subTest(line=line):
                self.peer(answering(head + b"%x\r\n%b\n\r\n0\r\n\r\n" % (len(line) + 1, line)))
                items = self.call()
                self.assertIsInstance(items, Iterator)
                with self.assertRaisesRegex(ConnectionError, "sent an item that is not in the wire format"):
                    next(items)

    def test_slow_response_ends_at_the_deadline(self) -> None:
        peer = self.peer(dripping)
        error = self.call(milliseconds=300)
        peer.finished.set()
        self.assertIsInstance(error, TimeoutError)
        self.assertIn("'peer'", str(error))

    def test_a_service_that_never_answers(self) -> None:
        def read_and_wait(peer: Peer, connection: socket.socket) -> None:
            peer.read(connection)
            peer.finished.wait(PATIENCE)

        peer = self.peer(read_and_wait)
        self.assertIsInstance(self.call(milliseconds=200), TimeoutError)
        self.assertEqual(len(peer.requests), 1)

    def test_no_time_left_sends_nothing(self) -> None:
        peer = self.peer(answering(OK))
        self.assertIsInstance(self.call(milliseconds=0), TimeoutError)
        self.assertEqual(peer.requests, [])
        self.call()  # ends the peer

    def test_what_was_certainly_not_received_is_tried_again(self) -> None:
        busy = b"HTTP/1.1 503 Busy\r\nContent-Type: application/problem+json\r\nContent-Length: 2\r\n\r\n{}"
        peer = self.peer(answering(busy, busy, OK))
        self.assertEqual(self.call(), 1)
        self.assertEqual(len(peer.requests), 3)

    def test_service_that_closes_an_idle_connection_is_asked_again(self) -> None:
        closing = b"HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
        peer = self.peer(answering(OK, closing), answering(OK))
        self.assertEqual(self.call(), 1)
        self.assertEqual(self.call(), 1, "the request that crossed the status was sent again")
        self.assertEqual(len(peer.requests), 3)

    def test_request_of_which_no_byte_was_sent_is_sent_again(self) -> None:
        peer = self.peer(answering(OK), answering(OK))
        self.assertEqual(self.call(), 1)
        await_condition(lambda: peer.closed == 1, "the server closes the connection")
        connection = transport._POOL._idle.popitem()[1].pop()
        connection._socket.shutdown(socket.SHUT_WR)  # now each attempt to send fails
        self.addCleanup(setattr, transport._POOL, "take", transport._POOL.take)
        stale = [connection]
        transport._POOL.take = lambda address: stale.pop() if stale else None
        self.assertEqual(self.call(), 1)
        self.assertEqual((len(peer.requests), stale), (2, []))

    def test_old_connection_is_renewed(self) -> None:
        peer = self.peer(answering(OK), answering(OK))
        self.addCleanup(setattr, http11, "SETTINGS", http11.SETTINGS)
        http11.SETTINGS = replace(http11.SETTINGS, connection_age=0.0)
        self.assertEqual(self.call(), 1)
        self.assertEqual(self.call(), 1)
        self.assertEqual(len(peer.requests), 2)
        await_condition(lambda: peer.closed == 2, "each request has a connection of its own")

    def test_a_service_that_starts_late(self) -> None:
        with socket.create_server(("127.0.0.1", 0)) as listener:
            port = listener.getsockname()[1]
        set_addresses({})
        tried = threading.Event()

        def start() -> None:
            tried.wait(PATIENCE)
            set_addresses({"peer": f"http://127.0.0.1:{port}/"})

        find = transport.address_of

        def find_and_tell(reference: EndpointRef) -> Address:
            try:
                return find(reference)
            finally:
                tried.set()

        transport.address_of = find_and_tell
        self.addCleanup(setattr, transport, "address_of", find)
        starter = threading.Thread(target=start, daemon=True)
        starter.start()
        with socket.create_server(("127.0.0.1", port)) as listener:
            server = threading.Thread(target=lambda: self.serve_once(listener), daemon=True)
            server.start()
            self.assertEqual(self.call(), 1)
            server.join(PATIENCE)
        starter.join(PATIENCE)

    def serve_once(self, listener: socket.socket) -> None:
        connection, _ = listener.accept()
        with connection:
            connection.recv(65536)
            connection.sendall(OK)

    def test_chunk_larger_than_the_limit(self) -> None:
        head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nfffffffff\r\n"
        for read in (http11.Connection.read, http11.Connection.read_line):
            with self.subTest(read.__name__), socket.create_server(("127.0.0.1", 0)) as listener:
                connection = http11.Connection(listener.getsockname(), False, PATIENCE)
                self.addCleanup(connection.close)
                connection.deadline = time.monotonic() + PATIENCE
                accepted, _ = listener.accept()
                with accepted:
                    accepted.sendall(head + b"x" * 100)  # the rest of the chunk never arrives
                    connection.exchange(b"GET / HTTP/1.1\r\n\r\n")
                    self.assertEqual(read(connection, 10), b"x" * 11)
                self.assertFalse(connection.is_reusable())

    def test_long_answer_that_arrives_in_parts(self) -> None:
        value = "".join(map(str, range(1_500_000)))  # longer than the first buffer
        answer = OK[: OK.index(b"Content-Length")] + b'Content-Length: %d\r\n\r\n"%b"' % (len(value) + 2, value.encode())

        def in_parts(peer: Peer, connection: socket.socket) -> None:
            peer.read(connection)
            for start in range(0, len(answer), 99_999):
                connection.sendall(answer[start : start + 99_999])

        self.peer(in_parts)
        self.assertEqual(self.call(), value)

    def test_long_answer_cut_short(self) -> None:
        head = OK[: OK.index(b"Content-Length")] + b"Content-Length: 60000000\r\n\r\n"
        self.peer(answering(head + b" " * 500_000))
        tracemalloc.start()
        self.addCleanup(tracemalloc.stop)
        self.assertRegex(str(self.call()), "with 59,500,000 bytes missing")
        self.assertLess(tracemalloc.get_traced_memory()[1], 10_000_000)

    def test_many_small_chunks_take_little_memory(self) -> None:
        number = 200_000
        head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
        answer = head + b"2\r\nxy\r\n" * number + b"0\r\n\r\n"
        for read in (http11.Connection.read, http11.Connection.read_line):
            with self.subTest(read.__name__), socket.create_server(("127.0.0.1", 0)) as listener:
                connection = http11.Connection(listener.getsockname(), False, PATIENCE)
                self.addCleanup(connection.close)
                connection.deadline = time.monotonic() + PATIENCE
                accepted, _ = listener.accept()
                with accepted:
                    sender = threading.Thread(target=accepted.sendall, args=(answer,), daemon=True)
                    sender.start()
                    connection.exchange(b"GET / HTTP/1.1\r\n\r\n")
                    tracemalloc.start()
                    self.addCleanup(tracemalloc.stop)
                    self.assertEqual(read(connection, 10 * number), b"xy" * number)
                    self.assertLess(tracemalloc.get_traced_memory()[1], 5_000_000)
                    tracemalloc.stop()
                    sender.join(PATIENCE)

    def test_nobody_there(self) -> None:
        with socket.create_server(("127.0.0.1", 0)) as listener:
            port = listener.getsockname()[1]
        set_addresses({"peer": f"http://127.0.0.1:{port}/"})
        error = self.call(milliseconds=700)
        self.assertIsInstance(error, ConnectionError)
        self.assertRegex(str(error), "service 'peer' cannot be reached: .*refused")

    def test_an_endpoint_that_the_file_of_addresses_does_not_name(self) -> None:
        set_addresses({})
        error = self.call(milliseconds=600)
        self.assertRegex(str(error), "service 'peer' cannot be reached: it has no entry in .*addresses.json")


if __name__ == "__main__":
    unittest.main()
