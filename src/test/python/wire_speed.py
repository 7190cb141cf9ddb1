"""Compares how fast versions of the runtime write and read values: python wire_speed.py FOLDER [FOLDER...].

Each folder contains a `nanoservice` package. The versions take turns in processes of their own, and the best of all
rounds counts. Prints for each kind of value the microseconds of the first version and the ratio of each other version to it.
"""
from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import timeit
from collections import OrderedDict, deque
from datetime import datetime, timezone
from decimal import Decimal
from typing import Any
from uuid import UUID

ROUNDS = 15
SECONDS = 0.01  # for one measurement


def values() -> dict[str, Any]:
    import shop_classes

    shared: list[int] = []
    point = shop_classes.Point
    return {
        "number": 1,
        "plain list": [{"id": n, "name": f"item {n}", "tags": ["a", "b"]} for n in range(20)],
        "tuple": (1, "a", None),
        "small mixed": {"a": (1, 2), "b": [1.5, "x"], "c": None},
        "nested tuples": [((n, n + 1), (str(n), [n])) for n in range(20)],
        "integer keys": {n: str(n) for n in range(50)},
        "lists with a tuple": [(), [[n, "x", [n]] for n in range(50)]],
        "dictionaries with a tuple": [(), [{"a": n, "b": {"c": str(n)}} for n in range(50)]],
        "sets": [{n} for n in range(50)],
        "dates and decimals": [(datetime(2024, 1, n + 1, tzinfo=timezone.utc), Decimal(n)) for n in range(20)],
        "bytes": [b"abc"] * 50,
        "UUIDs": [UUID(int=n) for n in range(20)],
        "shared": [shared, (shared, shared)] * 10,
        "deque and ordered": [deque([n]) for n in range(20)] + [OrderedDict(a=n) for n in range(20)],
        "instances": [point(x=n, y=[n]) for n in range(50)],
        "fixed and members": [(shop_classes.Size(n, n), shop_classes.Colour.RED) for n in range(50)],
        "iterator": "iterator",
        "exception": ValueError("bad", 1),
        "functions": [len, str.lower, ValueError] * 10,
    }


def measure() -> dict[str, list[float]]:
    """Returns the microseconds for writing and for reading each value."""
    from nanoservice.wire.codec import loads
    from nanoservice.wire.reader import Reader
    from nanoservice.wire.writer import Writer

    found = {}
    for name, value in values().items():
        made = (lambda: iter([(n,) for n in range(20)])) if name == "iterator" else (lambda value=value: value)
        node = loads(Writer().write([made(), ()]))
        found[f"write {name}"] = best(lambda: Writer().write([made(), ()]))
        found[f"read {name}"] = best(lambda: Reader().read(node))
        if name in ("number", "plain list"):
            found[f"write call {name}"] = best(lambda: Writer().write_call((made(),), {}))
    return {name: [took] for name, took in found.items()}


def best(function: Any) -> float:
    timer = timeit.Timer(function, timer=time.process_time)  # what other processes take does not count
    count = max(1, int(SECONDS / min(timer.repeat(2, 1))))
    return min(timer.repeat(3, count)) / count * 1e6


def main() -> None:
    if sys.argv[1:] == ["--measure"]:
        print(json.dumps(measure()))
        return
    times: list[dict[str, float]] = [{} for _ in sys.argv[1:]]
    for _ in range(ROUNDS):
        for folder, found in zip(sys.argv[1:], times):
            environment = {**os.environ, "PYTHONPATH": folder}
            output = subprocess.check_output([sys.executable, __file__, "--measure"], env=environment, text=True)
            for name, (took,) in json.loads(output).items():
                found[name] = min(took, found.get(name, took))
    for name, took in times[0].items():
        print(f"{name:32}{took:10.2f}", *[f"{found[name] / took:8.3f}" for found in times[1:]])


if __name__ == "__main__":
    main()
