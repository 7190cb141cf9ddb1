"""The ratios of calls in about a minute, without a build: for trying a change of the runtime.

    PYTHONPATH=RUNTIME:src/test/python python -m bench.quick [OPTION...]

RUNTIME is src/main/resources/io/github/nanoservice/runtime, or the same directory of another version. Prints the goals of calls
that the options cover, and the table of calls. What is compared by default needs a Python with the packages of
src/test/python/bench/requirements.txt.
"""
from __future__ import annotations

import argparse
import os
import tempfile
from pathlib import Path


def main() -> None:
    with tempfile.TemporaryDirectory() as directory:
        addresses = Path(directory, "addresses.json")
        # The runtime reads its environment when it is imported.
        os.environ["NANOSERVICE_ADDRESSES"] = str(addresses)
        from . import contenders, goals, hops, options, report

        parser = argparse.ArgumentParser(prog="python -m bench.quick", description="Measures the ratios of calls.")
        compared = [contenders.ORIGINAL, contenders.OURS, contenders.GRPC, contenders.FLOOR]
        parser.add_argument("--contenders", nargs="+", choices=contenders.NAMES, default=compared, help="what is compared")
        options.add(parser, sizes=["10 B"], rounds=5, seconds=0.5)
        arguments = parser.parse_args()
        running = contenders.start(arguments.contenders, contenders.ECHO, addresses)
        try:
            costs = hops.measure(running, options.scope(arguments))
        finally:
            contenders.stop(running)
    print(goals.table(report.call_goals(costs)), report.hops_table(costs), sep="\n\n")


if __name__ == "__main__":
    main()
