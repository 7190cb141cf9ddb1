"""Arguments take no more memory than the service has."""
from __future__ import annotations

import json
import threading
import tracemalloc
import unittest
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from unittest import mock

from services import PATIENCE, Service  # also sets the environment variables that the runtime reads

from nanoservice.server import memory
from nanoservice.server.memory import Memory, Reservation, estimated
from nanoservice.server.problems import Refusal
from nanoservice.wire.argument_mutations import Snapshot
from nanoservice.wire.codec import MEDIA_TYPE, loads
from nanoservice.wire.reader import Reader
from nanoservice.wire.writer import Writer

_ITEMS = 5_000
# Texts of one item; `%d` becomes its number.
_KINDS = (
    "[]",
    "[1]",
    "[[]]",
    "[[[]]]",
    "{}",
    '{"a":1}',
    '{"key %d":[1]}',
    "1",
    "1%d",
    "0.%d",
    '"%d"',
    '{"$set":[]}',
    '{"$set":[%d]}',
    '{"$tuple":[]}',
    '{"$tuple":[[]]}',
    '{"$dict":[]}',
    '{"$dict":[[%d,[]]]}',
    '{"$frozenset":["%d"]}',
    '{"$deque":[[],null]}',
    '{"$bytes":""}',
    '{"$complex":[1.5,%d.5]}',
    '{"$range":[0,%d,1]}',
)


def _peak(text: str, lossless: bool) -> int:
    """Returns the bytes of memory that a call with these arguments takes at most."""
    tracemalloc.start()
    try:
        args: Any = loads(text)
        if lossless:
            reader = Reader()
            values, _ = reader.read_arguments(args, {})
            before = Snapshot(reader.containers)
            writer = Writer(reader.containers)
            writer.changes(before.changed())
            del values
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


class EstimateTest(unittest.TestCase):
    def test_values_take_no_more_than_estimated(self) -> None:
        for kind in _KINDS:
            text = "[" + ",".join(kind.replace("%d", str(number)) for number in range(_ITEMS)) + "]"
            for lossless in (False, True):
                with self.subTest(kind=kind, lossless=lossless):
                    self.assertLess(_peak(text, lossless), estimated(text, lossless))

    def test_characters_in_strings_are_no_structure(self) -> None:
        plain, brackets = (json.dumps([each * 400_000]) for each in ("a", '[{,:"\\'))
        self.assertLess(estimated(brackets, True) / len(brackets), 1.1 * estimated(plain, True) / len(plain))

    def test_strings_that_a_part_of_the_text_cuts(self) -> None:
        text = '["[,",[],"\\"{","\\\\",{"a":"["}]'
        for length in range(1, len(text)):
            with self.subTest(length), mock.patch.multiple(memory, _COARSE=0, _CHARACTERS=length):
                structure = estimated('[,[],,,{:}]', True) - 16 * len('[,[],,,{:}]')
                self.assertEqual(estimated(text, True) - 16 * len(text), structure)

    def test_text_that_is_no_json(self) -> None:
        for text in ('"' + '\\"' * 2_000_000, "\\" * 4_000_000, "[" * 1_000_000 + '"'):
            self.assertGreaterEqual(estimated(text, True), 16 * len(text))


class ReservationTest(unittest.TestCase):
    def setUp(self) -> None:
        self.memory = Memory()
        self.memory.most = 1_000_000
        self.text = json.dumps(["a" * 20_000])  # about 320 kB

    def reservation(self) -> Reservation:
        return Reservation(self.memory)

    def status(self, reserve: Any, *arguments: Any) -> int:
        """Returns the status of the refusal."""
        with mock.patch.object(memory, "_PATIENCE", 0.01), self.assertRaises(Refusal) as raised:
            reserve(*arguments)
        return raised.exception.response().status_code

    def read_rest(self) -> None:
        """Reads the rest of a body."""

    def test_arguments_that_never_fit(self) -> None:
        self.assertEqual(self.status(self.reservation().for_arguments, json.dumps(["a" * 70_000]), False), 413)

    def test_arguments_that_do_not_fit_beside_those_of_others(self) -> None:
        others = [self.reservation() for _ in range(3)]
        for each in others:
            each.for_arguments(self.text, False)
        late = self.reservation()
        self.assertEqual(self.status(late.for_arguments, self.text, False), 503)
        others[0].end()
        late.for_arguments(self.text, False)

    def test_arguments_wait_for_those_of_others(self) -> None:
        first, second = self.reservation(), self.reservation()
        first.for_body(60_000, 16)
        with mock.patch.object(memory, "_PATIENCE", PATIENCE):
            waiting = threading.Thread(target=second.for_body, args=(60_000, 16))
            waiting.start()
            first.end()
            waiting.join(PATIENCE)
        self.assertEqual(self.status(self.reservation().for_body, 60_000, 16), 503)

    def test_bodies_that_arrive_leave_half_to_others(self) -> None:
        slow = [self.reservation() for _ in range(5)]
        for each in slow:
            each.for_part_of_body(50_000, self.read_rest)
        self.assertEqual(self.status(self.reservation().for_part_of_body, 50_000, self.read_rest), 503)
        self.reservation().for_arguments(self.text, False)

    def test_running_calls_do_not_keep_bodies_from_arriving(self) -> None:
        self.reservation().for_body(60_000, 10)
        self.reservation().for_part_of_body(50_000, self.read_rest)

    def test_bodies_that_have_arrived_leave_room_for_others(self) -> None:
        for _ in range(9):
            arrived = self.reservation()
            arrived.for_part_of_body(50_000, self.read_rest)
            arrived.for_body(50_000, 2)
        self.reservation().for_part_of_body(50_000, self.read_rest)

    def test_response_keeps_its_own_length_until_the_end(self) -> None:
        first = self.reservation()
        first.for_body(60_000, 16)
        first.keep(1000)
        second = self.reservation()
        second.for_body(62_437, 16)  # 999 kB
        self.assertEqual(self.status(self.reservation().for_body, 3_000, 16), 503)
        first.end()
        second.end()
        self.reservation().for_body(62_500, 16)

    def test_everything_is_kept_until_the_end(self) -> None:
        first = self.reservation()
        first.for_body(60_000, 16)
        self.assertEqual(self.status(self.reservation().for_body, 3_000, 16), 503)
        first.end()
        self.reservation().for_body(60_000, 16)

    def test_short_messages_always_fit(self) -> None:
        self.memory.most = 0
        self.reservation().for_arguments("[1]", True)


class ServiceTest(unittest.TestCase):
    def setUp(self) -> None:
        self.service = Service("memory", _SERVER)
        self.addCleanup(self.service.stop)

    def post(self, length: int) -> int:
        body = ('{"args":[[' + "[]," * length + "[]]]}").encode("ascii")
        headers = {"Content-Type": MEDIA_TYPE, "Accept": MEDIA_TYPE}
        request = urllib.request.Request(self.url(), body, headers)
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE) as response:
                self.assertEqual(response.read(), str(length + 1).encode("ascii"))
                return int(response.status)
        except urllib.error.HTTPError as error:
            with error:
                return error.code

    def resident(self) -> int:
        """Returns the most kB that the service has had in memory."""
        with open(f"/proc/{self.service.process.pid}/status", encoding="ascii") as file:
            return next(int(line.split()[1]) for line in file if line.startswith("VmHWM"))

    def test_many_messages_that_take_much_memory(self) -> None:
        self.assertEqual(self.post(10), 200)
        before = self.resident()
        self.assertEqual(self.post(500_000), 413)  # would take 200 MB
        with ThreadPoolExecutor(20) as callers:
            statuses = set(callers.map(self.post, [100_000] * 20))  # 40 MB each
        self.assertLessEqual(statuses, {200, 503})
        self.assertLess(self.resident() - before, 150_000)
        self.assertEqual(self.post(100_000), 200)


    def test_the_estimate_itself_takes_little(self) -> None:
        self.assertEqual(self.post(10), 200)
        before = self.resident()
        body = ('{"args":[[' + '"ab",' * 1_500_000 + '"ab"]]}').encode("ascii")  # would take 170 MB
        request = urllib.request.Request(self.url(), body, {"Content-Type": "application/json"})
        with self.assertRaises(urllib.error.HTTPError) as raised:
            urllib.request.urlopen(request, timeout=PATIENCE)
        with raised.exception:
            self.assertEqual(raised.exception.code, 413)
        self.assertLess(self.resident() - before, 60_000)

    def test_stream_whose_end_raises_gives_its_memory_back(self) -> None:
        for _ in range(8):  # 16 MB each
            body = json.dumps({"args": ["a" * 1_000_000]}).encode("ascii")
            request = urllib.request.Request(self.url("endless"), body, {"Content-Type": "application/json"})
            with urllib.request.urlopen(request, timeout=PATIENCE) as response:
                self.assertEqual(response.read(1), b"[")

    def url(self, function: str = "size") -> str:
        return f"http://127.0.0.1:{self.service.port}/{function}"


_SERVER = """
from flask import Flask
from nanoservice import answer, run
from nanoservice.server.memory import Memory

Memory.measure = lambda self, processes: setattr(self, "most", 100_000_000)
app = Flask(__name__)


def size(values):
    return len(values)


def endless(text):
    try:
        while True:
            yield text[:100]
    finally:
        raise ValueError


@app.route("/size", methods=["POST"])
def serve_size():
    return answer(size)


@app.route("/endless", methods=["POST"])
def serve_endless():
    return answer(endless)


run(app)
"""
