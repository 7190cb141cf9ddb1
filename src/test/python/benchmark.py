"""Prints what the lossless form costs beside `json`, for about 1 MB.

    python src/test/python/benchmark.py

Each round takes the processor time of `json` and of ours one after the other; a ratio is the median of those of all
rounds, with the first and the third quartile, and the milliseconds are medians too. Tagged values have no counterpart
in `json`; beside them stands what `json` needs for lists and texts in their place.
"""
from __future__ import annotations

import gc
import json
import statistics
import sys
import time
from decimal import Decimal
from pathlib import Path
from typing import Any, Callable

sys.path.insert(0, str(Path(__file__).parents[2] / "main/resources/io/github/nanoservice/runtime"))

from nanoservice.wire.codec import loads, may_have_tags
from nanoservice.wire.reader import Reader
from nanoservice.wire.writer import Writer

ROUNDS = 41
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


def milliseconds(action: Callable[[], Any]) -> float:
    """Returns the processor time that an action takes."""
    gc.collect()
    began = time.process_time()
    action()
    return (time.process_time() - began) * 1000


def compared(theirs: Callable[[], Any], ours: Callable[[], Any]) -> str:
    """Returns what two actions take, and their ratio with its spread, as the columns of a table."""
    pairs = [(milliseconds(theirs), milliseconds(ours)) for _ in range(ROUNDS)]
    medians = [statistics.median(times) for times in zip(*pairs)]
    low, ratio, high = statistics.quantiles([mine / other for other, mine in pairs], n=4)
    return f"{medians[0]:7.1f}{medians[1]:7.1f}{ratio:7.2f} ({low:.2f}-{high:.2f})"


def read(text: str) -> Any:
    node = loads(text)
    return Reader().read(node) if may_have_tags(text) else node


def main() -> None:
    columns = f"{'json':>7}{'ours':>7}{'ratio':>7}{'':12}"
    print(f"{'':24}{'':6}{'writing, ms':33}{'reading, ms'}")
    print(f"{'value':24}{'MB':>6}{columns}{columns}".rstrip())
    values = [(name, value, value) for name, value in PLAIN.items()]
    values += [(name, value, listed) for name, (value, listed) in TAGGED.items()]
    for name, value, listed in values:
        text, plain = Writer().write(value), json.dumps(listed)
        writing = compared(lambda: json.dumps(listed), lambda: Writer().write(value))
        reading = compared(lambda: json.loads(plain), lambda: read(text))
        print(f"{name:24}{len(text) / 1e6:6.2f}{writing}{reading}")


if __name__ == "__main__":
    main()
