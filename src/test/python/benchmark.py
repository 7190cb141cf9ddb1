"""Prints what the lossless form costs beside `json`, in milliseconds for about 1 MB.

    python src/test/python/benchmark.py

A ratio is that of writing and reading, the best of several rounds. Tagged values have no counterpart in `json`; beside
them stands what `json` needs for lists in their place.
"""
from __future__ import annotations

import gc
import json
import sys
import time
from decimal import Decimal
from pathlib import Path
from typing import Any, Callable

sys.path.insert(0, str(Path(__file__).parents[2] / "main/resources/io/github/nanoservice/runtime"))

from nanoservice.codec import loads, may_have_tags  # noqa: E402
from nanoservice.reader import Reader  # noqa: E402
from nanoservice.writer import Writer  # noqa: E402

ROUNDS = 15
PLAIN: dict[str, Any] = {
    "rows of four fields": [
        {"id": n, "name": f"name {n}", "tags": ["a", "b"], "price": n * 1.5} for n in range(15_000)
    ],
    "many small dicts": [{"x": n, "y": -n} for n in range(40_000)],
    "integers": list(range(150_000)),
    "floats": [n / 7 for n in range(50_000)],
    "strings": [f"some text {n}" for n in range(50_000)],
    "one string": "x" * 1_000_000,
    "matrix": [[n * m for n in range(100)] for m in range(2_000)],
}
TAGGED: dict[str, tuple[Any, Any]] = {
    "tuples": ([(n, str(n)) for n in range(50_000)], [[n, str(n)] for n in range(50_000)]),
    "keys that are integers": ({n: str(n) for n in range(60_000)}, [[n, str(n)] for n in range(60_000)]),
    "a set of strings": ({f"some text {n}" for n in range(50_000)}, [f"some text {n}" for n in range(50_000)]),
    "decimals": ([Decimal(n) / 8 for n in range(40_000)], [str(Decimal(n) / 8) for n in range(40_000)]),
    "bytes": (bytes(750_000), "x" * 1_000_000),
}


def best(action: Callable[[], Any]) -> float:
    """Returns the least milliseconds of processor time of several rounds."""
    times = []
    for _ in range(ROUNDS):
        gc.collect()
        began = time.process_time()
        action()
        times.append(time.process_time() - began)
    return min(times) * 1000


def read(text: str) -> Any:
    node = loads(text)
    return Reader().read(node) if may_have_tags(text) else node


def main() -> None:
    print(f"{'value':24}{'MB':>6}{'json':>8}{'ours':>8}{'ratio':>8}")
    values = [(name, value, value) for name, value in PLAIN.items()]
    values += [(name, value, listed) for name, (value, listed) in TAGGED.items()]
    for name, value, listed in values:
        text, plain = Writer().write(value), json.dumps(listed)
        theirs = best(lambda: json.dumps(listed)) + best(lambda: json.loads(plain))
        ours = best(lambda: Writer().write(value)) + best(lambda: read(text))
        print(f"{name:24}{len(text) / 1e6:6.2f}{theirs:8.1f}{ours:8.1f}{ours / theirs:8.2f}")


if __name__ == "__main__":
    main()
