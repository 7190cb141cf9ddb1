"""Measures what calls and services cost and prints the tables of docs/performance.md.

    python -m bench BUNDLE GROUPED SOURCE PICTURES [--rounds N] [--seconds S]

BUNDLE has every function of SOURCE in a service of its own, GROUPED is the server of a group of `inner` and `outer`. PICTURES
is the directory that the drawings go to.
"""
from __future__ import annotations

import argparse
import os
import tempfile
from pathlib import Path


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measures what calls and services cost.")
    for name in ("bundle", "grouped", "source", "pictures"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--rounds", type=int, default=7, help="number of measurements of each figure; the median is reported")
    parser.add_argument("--seconds", type=float, default=1.0, help="duration of one measurement of calls")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as directory:
        addresses = Path(directory, "addresses.json")
        # The runtime reads its environment when it is imported.
        os.environ["NANOSERVICE_ADDRESSES"] = str(addresses)
        from . import report

        report.write(arguments, addresses)


if __name__ == "__main__":
    main()
