"""Hostile messages: names that import, and few bytes that cost much time or memory. `python -m attacks.messages` runs all."""
from __future__ import annotations

import http.client
import json
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from services import PATIENCE, Service

from .outcome import Outcome, show

LOSSLESS = "application/vnd.nanoservice+json"
# The most that a message may cost beyond what its length pays for: seconds until the response, and megabytes that remain.
MOST_SECONDS = 2.0
MOST_MEGABYTES = 20.0
# The same for messages that arrive at once, for a service that takes 256 MB for them.
_MOST_TAKEN = 400.0
_MANY = range(1000)
_LIMITED = """
from nanoservice.server.memory import Memory

Memory.measure = lambda self: setattr(self, "most", 256 * 2**20)
"""
_SOURCE = '''
import traceback

from flask import Flask
from nanoservice import answer, run

app = Flask(__name__)


def count(*values):
    for value in values:
        if isinstance(value, BaseException):
            traceback.format_exception(type(value), value, value.__traceback__)
    return len(values)


@app.route("/", methods=["GET", "POST"])
def serve():
    return answer(count)


if __name__ == "__main__":
    run(app)
'''


def _exception(module: str, name: str, frames: list[Any]) -> dict[str, Any]:
    return {"$exception": {"classes": [[module, name]], "args": [], "frames": frames}}


def _function(name: str) -> dict[str, Any]:
    return {"$function": [name, name, "function"]}


def _nested(depth: int) -> str:
    return '{"args":[' + "[" * depth + "]" * depth + "]}"


def _shared(levels: int) -> str:
    node = "[]"
    for level in range(levels, 0, -1):
        node = f'[{node},{{"$same":{level}}}]'
    return node


def _groups(levels: int) -> dict[str, Any]:
    described: dict[str, Any] = {"classes": [["builtins", "ValueError"]], "args": ["x"], "frames": []}
    for level in range(levels, 0, -1):
        described = {
            "classes": [["builtins", "ExceptionGroup"]],
            "args": ["twice", [{"$exception": described}, {"$same": level}]],
            "frames": [],
        }
    return {"$exception": described}


def messages() -> Iterator[tuple[str, list[str]]]:
    """Yields the name of each attack and the bodies that it sends."""
    modules = ("venv.__main__", "flask.__main__", "lib2to3.__main__", "unittest.__main__", "antigravity", "this", "idlelib.idle")
    yield "class names of modules that run code on import", [_body(_exception(name, "X", [])) for name in modules]
    yield "class names that do not exist", [_body(*[_exception(f"m{n}", f"C{at}", []) for at in _MANY]) for n in range(20)]
    yield "class names of the program that do not exist", [_body(*[{"$class": f"m{n}:C{at}"} for at in _MANY]) for n in range(20)]
    yield "names of functions that do not exist", [_body(*[_function(f"f{n}_{at}") for at in _MANY]) for n in range(20)]
    hosts = ("169.254.169.254", "127.0.0.1", "::1", "2130706433", "0x7f000001")
    yield "functions with the address of another machine", [_body(_function(host)) for host in hosts]
    yield "a traceback frame at line 100,000,000", [_body(_exception("builtins", "KeyError", [["f.py", 100_000_000, "f", ""]]))]
    yield "600 traceback frames at line 60,000", [
        _body(_exception("builtins", "KeyError", [[f"f{n}.py", 60_000, f"f{n}", ""] for n in range(600)]))
    ]
    yield "traceback frames of 90 files in each of 100 messages", [
        _body(_exception("builtins", "KeyError", [[f"f{m}_{n}.py", 60_000, f"f{n}", "x"] for n in range(90)])) for m in range(100)
    ]
    yield "numbers whose value is longer than their text", [
        _body(node)
        for node in (
            {"$Fraction": ["1e99999999"]},
            {"$Fraction": ["1e99999999", 3]},
            {"$set": [{"$Decimal": "1e99999999"}]},
            {"$timedelta": [10**9, 10**12, 10**18]},
            {"$complex": ["1e999999999999", 1]},
            {"$range": [0, 10**30, 1]},
            {"$slice": [10**30, None, None]},
        )
    ]
    yield "an integer of a million digits", ['{"args":[' + "9" * 1_000_000 + "]}"]
    equal = [number * (2**61 - 1) for number in range(1, 30_001)]
    yield "30,000 integers with equal hashes", [_body({"$set": equal}), _body({"$dict": [[number, 0] for number in equal]})]
    yield "arrays of enormous shapes and items", [
        _body({"$ndarray": [dtype, shape, "C", ""]})
        for dtype, shape in (("<f8", [10**12]), ("<f8", [-1]), ("V99999999999", [1]), ("<f8", [2**31, 2**31]), ("O", [10**9]))
    ]
    yield "regular expressions that take long to compile", [
        _body({"$Pattern": [pattern, 0]}) for pattern in ("(?:x{1,65535}){1,65535}", "(" * 5000 + ")" * 5000, "x" * 200_000)
    ]
    yield "regular expressions with many sets that ignore case", [_body({"$Pattern": ["[sk]" * 2500, 2]})]
    yield "runs of digits one shorter than the longest number", [_body(["9" * 19_999 + "x"] * 100)]
    yield "fractions with equal hashes in many small sets", [
        _body(*[{"$set": [{"$Fraction": [2 * number * (2**61 - 1) + 1, 2]} for number in range(316)]}] * 100)
    ]
    long = 1 << 1_600_000
    yield "a decimal and a long integer with equal hashes", [
        _body({"$set": [{"$Decimal": str(long % (2**61 - 1))}, {"$int": hex(long)}]})
    ]
    yield "lists that contain one another twice, as the value of an enumeration", [
        f'{{"args":[{{"$enum":["http","HTTPStatus",{_shared(60)}]}}]}}'
    ]
    yield "groups of exceptions that contain one another twice", [_body(_groups(60))]
    yield "exceptions that are harmful to print", [
        _body({"$exception": {"classes": [["builtins", kind]], "args": args, "frames": [], "attributes": attributes}})
        for kind, args, attributes in (
            ("UnicodeDecodeError", ["utf-8", {"$bytes": ""}, -(10**12), 1 - 10**12, "before its bytes"], {}),
            ("SyntaxError", ["carets", {"$tuple": ["f", 1, 1, "x", 1, 10**9]}], {}),
            ("SyntaxError", ["carets", {"$tuple": ["f", 1, 1, "x"]}], {"end_lineno": 1, "end_offset": 10**9}),
            ("ImportError", ["imports"], {"name": "antigravity", "name_from": "x"}),
        )
    ]
    yield "10,000,000 rows without items", [_body({"$ndarray": ["|O", [10_000_000, 0], "C", []]})]
    yield "100,000 levels of nesting", [_nested(100_000)]
    files = ("../../../etc/passwd", "/etc/passwd", "a\0b")
    yield "names of files in place of time zones", [_body({"$ZoneInfo": name}) for name in files]
    tags = "int float bytes range datetime Decimal UUID deque same again deep later object fixed member class iterator".split()
    contents: tuple[Any, ...] = (None, True, -1, 1e300, "x", [], {}, [[]], {"a": 1})
    yield "tags with content of another type", [_body({f"${tag}": content}) for tag in tags for content in contents]


def _body(*values: Any) -> str:
    return json.dumps({"args": list(values)})


def _resident(service: Service, most: bool = False) -> float:
    """Returns the megabytes of memory that the service's process has now, or has had at most."""
    lines = Path(f"/proc/{service.process.pid}/status").read_text(encoding="ascii").splitlines()
    name = "VmHWM:" if most else "VmRSS:"
    return next(int(line.split()[1]) for line in lines if line.startswith(name)) / 1024


def _post(port: int, body: str) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        connection.request("POST", "/", body.encode(), {"Content-Type": LOSSLESS, "Accept": LOSSLESS})
        response = connection.getresponse()
        response.read()
        return response.status
    finally:
        connection.close()


def attack(name: str, bodies: list[str]) -> Outcome:
    """Sends messages to a new service, one after another."""
    service = Service("count", _SOURCE)
    try:
        _post(service.port, '{"args":[]}')
        for body in bodies[:2]:  # what the process loads once
            _post(service.port, body)
        before = _resident(service)
        longest = 0.0
        statuses: dict[int, int] = {}
        for body in bodies:
            began = time.perf_counter()
            status = _post(service.port, body)
            longest = max(longest, time.perf_counter() - began)
            statuses[status] = statuses.get(status, 0) + 1
        kept = _resident(service) - before
        alive = _post(service.port, '{"args":[1]}') == 200
        shown = ", ".join(f"{count} of {status}" for status, count in sorted(statuses.items()))
        printed = [line for line in service.lines if not line.startswith('{"event"')]
        text = f"status {shown}; longest {longest * 1000:.0f} ms; {max(0.0, kept):.1f} MB more afterwards"
        held = alive and longest < MOST_SECONDS and kept < MOST_MEGABYTES and not printed and 500 not in statuses
        return Outcome(name, len(bodies), text, held)
    except (OSError, http.client.HTTPException) as error:
        return Outcome(name, len(bodies), f"the service did not answer: {error!r}", False)
    finally:
        service.stop()


def attack_memory(senders: int) -> Outcome:
    """Sends messages at the same time that take more memory than a service has, which takes 256 MB at most for them."""
    name = "messages of 9 MB and 0.9 MB of empty lists at once"
    service = Service("count", _LIMITED + _SOURCE)
    try:
        _post(service.port, '{"args":[]}')
        before = _resident(service)
        bodies = [f'{{"args":[[{"[]," * items}[]]]}}' for items in (3_000_000, 300_000)]
        with ThreadPoolExecutor(senders) as callers:
            statuses = Counter(callers.map(lambda number: _post(service.port, bodies[number % 2]), range(senders)))
        taken = _resident(service, most=True) - before
        alive = _post(service.port, '{"args":[1]}') == 200
        shown = ", ".join(f"{count} of {status}" for status, count in sorted(statuses.items()))
        text = f"status {shown}; at most {taken:.0f} MB more"
        held = alive and taken < _MOST_TAKEN and set(statuses) <= {200, 413, 503}
        return Outcome(name, senders, text, held)
    except (OSError, http.client.HTTPException) as error:
        return Outcome(name, senders, f"the service did not answer: {error!r}", False)
    finally:
        service.stop()


def outcomes() -> Iterator[Outcome]:
    """Yields the outcome of each attack."""
    for name, bodies in messages():
        yield attack(name, bodies)
    yield attack_memory(100)


if __name__ == "__main__":
    sys.exit(show(outcomes()))
