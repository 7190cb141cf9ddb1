"""Mutated messages: a reader refuses them or returns a value, imports nothing, and its work is bounded by their length.

The environment variable FUZZ_MESSAGES sets the number of requests; a fifth of that number of answers is read too.
"""
from __future__ import annotations

import gc
import json
import os
import random
import sys
import time
import tracemalloc
import unittest
from pathlib import Path
from typing import Any, Callable

import services  # noqa: F401  # sets the environment that the runtime reads

from nanoservice.client.remote_call import _value
from nanoservice.wire import endpoints, exceptions, instance_codec, registry
from nanoservice.wire.codec import MEDIA_TYPE, loads
from nanoservice.wire.endpoints import FUNCTION, EndpointRef
from nanoservice.wire.reader import Reader

VECTORS = Path(__file__).parents[1] / "resources/wire-format"
REQUESTS = int(os.environ.get("FUZZ_MESSAGES", "100000"))
ANSWERS = REQUESTS // 5
BATCH = 1000
# The work for a message: a constant, and a part that grows with its length.
SECONDS, SECONDS_PER_BYTE = 0.05, 0.00001
BYTES, BYTES_PER_BYTE = 200_000, 1000

_NUMBERS = (0, -1, 1, True, 2**31, 2**63, -(2**63), 10**12, 10**400, 1.5, 1e308, -0.0)
_TEXTS = ("", "x", "$", "1e99999999", "0x" + "f" * 1000, "../..", "os", "sys", "__main__", "builtins", "\ud800", "9" * 1000, "O")
_WATCHED = {"import", "exec", "compile", "open", "os.system", "subprocess.Popen", "socket.connect"}


def nodes_of_vectors() -> list[Any]:
    """Returns the values in the test vectors, as nodes."""
    found = []
    for vector in json.loads((VECTORS / "values.json").read_text(encoding="utf-8")):
        try:
            found.append(loads(vector["text"]))
        except ValueError:
            continue
    return found


class Mutator:
    """Makes messages from nodes, and mutates them by their structure."""

    def __init__(self, nodes: list[Any], seed: int) -> None:
        self._random = random.Random(seed)
        self._nodes = nodes
        self._tags = sorted(registry.DECODERS)

    def message(self) -> Any:
        """Returns the next node."""
        node = self._random.choice(self._nodes)
        for _ in range(self._random.randint(1, 3)):
            node = self._mutated(node, 0)
        return node

    def _mutated(self, node: Any, depth: int) -> Any:
        if isinstance(node, (list, dict)) and node and self._random.random() < 0.8:
            return self._with_changed_part(node, depth)
        return self._other(node)

    def _with_changed_part(self, node: Any, depth: int) -> Any:
        if isinstance(node, list):
            copy = list(node)
            at = self._random.randrange(len(copy))
            action = self._random.random()
            if action < 0.1:
                del copy[at]
            elif action < 0.2:
                copy += copy[at : at + 1] * self._random.choice((1, 2, 50))
            else:
                copy[at] = self._mutated(copy[at], depth + 1)
            return copy
        key = self._random.choice(list(node))
        if self._random.random() < 0.15:
            return {self._random.choice(self._tags) if each == key else each: item for each, item in node.items()}
        return {each: self._mutated(item, depth + 1) if each == key else item for each, item in node.items()}

    def _other(self, node: Any) -> Any:
        action = self._random.randrange(6)
        if action == 0:
            return self._random.choice(_NUMBERS)
        if action == 1:
            return self._random.choice(_TEXTS)
        if action == 2:
            return self._random.choice(self._nodes)
        if action == 3:
            return {self._random.choice(self._tags): node}
        if action == 4:
            return [node, node]
        return {"$same": self._random.randrange(4)}


class Watch:
    """Records what the interpreter does while messages are read. A hook cannot be removed, so it can be switched off."""

    def __init__(self) -> None:
        self.on = False
        self.events: list[str] = []
        sys.addaudithook(self._hear)

    def _hear(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event == "exec" and getattr(arguments[0], "co_code", None) == exceptions._STATEMENT.co_code:
            return  # the statement whose frame a traceback contains
        if self.on and event in _WATCHED:
            self.events.append(f"{event} {arguments!r}"[:200])


def read_request(text: str) -> None:
    """Reads an argument, as a service does."""
    Reader().read(loads(text))


def read_answer(text: str) -> None:
    """Reads an answer, as a caller does."""
    _value(EndpointRef("f", "f", FUNCTION), 200, MEDIA_TYPE, text.encode("utf-8", "surrogatepass"), Reader())


class FuzzTest(unittest.TestCase):
    watch: Watch

    @classmethod
    def setUpClass(cls) -> None:
        cls.watch = Watch()

    def test_requests(self) -> None:
        self.check(read_request, (ValueError,), REQUESTS, 1)

    def test_answers(self) -> None:
        self.check(read_answer, (ConnectionError, TypeError), ANSWERS, 2)  # TypeError: a class that is not here

    def check(self, read: Callable[[str], None], refusal: tuple[type[Exception], ...], count: int, seed: int) -> None:
        nodes = nodes_of_vectors()
        mutator = Mutator(nodes, seed)
        for node in [*nodes, *(mutator.message() for _ in range(3 * BATCH))]:  # the library's modules are loaded once
            self.attempt(read, refusal, json.dumps(node))
        modules = set(sys.modules)
        gc.collect()  # what earlier tests left
        kept = sizes()
        for _ in range(count // BATCH):
            texts = [json.dumps(mutator.message()) for _ in range(BATCH)]
            self.watch.on = True
            began = time.process_time()
            for text in texts:
                self.attempt(read, refusal, text)
            spent = time.process_time() - began
            self.watch.on = False
            if spent > sum(SECONDS_PER_BYTE * len(text) for text in texts):
                for text in texts:
                    self.check_alone(read, refusal, text)
        self.assertEqual(set(sys.modules) - modules, set())
        self.assertEqual(self.unexpected(), [])
        gc.collect()
        self.assertEqual(sizes(), kept)

    def unexpected(self) -> list[str]:
        """Returns the events that no value needs: a pattern is not compiled by `compile`, and a zone is a file."""
        return [each for each in self.watch.events if "zoneinfo" not in each]

    def attempt(self, read: Callable[[str], None], refusal: tuple[type[Exception], ...], text: str) -> None:
        try:
            read(text)
        except refusal:
            pass
        except BaseException as error:
            self.fail(f"{error!r} for {text[:2000]}")

    def check_alone(self, read: Callable[[str], None], refusal: tuple[type[Exception], ...], text: str) -> None:
        began = time.process_time()
        self.attempt(read, refusal, text)
        self.assertLess(time.process_time() - began, SECONDS + SECONDS_PER_BYTE * len(text), text[:2000])

    def test_memory(self) -> None:
        mutator = Mutator(nodes_of_vectors(), 3)
        texts = [json.dumps(mutator.message()) for _ in range(2000)]
        for text in texts:
            self.attempt(read_request, (ValueError,), text)
        tracemalloc.start()
        self.addCleanup(tracemalloc.stop)
        for text in texts:
            tracemalloc.clear_traces()
            before = tracemalloc.get_traced_memory()[0]
            self.attempt(read_request, (ValueError,), text)
            self.assertLess(tracemalloc.get_traced_memory()[1] - before, BYTES + BYTES_PER_BYTE * len(text), text[:2000])


def sizes() -> dict[str, int]:
    """Returns how much of messages the caches contain. A layout of a class of this process does not count."""
    return {
        "stubs": len(endpoints._stubs),
        "layouts": sum(instance_codec._STAND_IN in vars(kind) for kind in instance_codec._layouts),
        "tags": len(registry._found),
    }


if __name__ == "__main__":
    unittest.main()
