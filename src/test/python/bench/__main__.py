"""Measures what calls and services cost and prints the tables of docs/performance.md.

    python -m bench BUNDLE GROUPED SOURCE PICTURES [OPTION...]

BUNDLE has every function of SOURCE in a service of its own, GROUPED is the server of a group of `inner` and `outer`. PICTURES
is the directory that the drawings go to.
"""
from __future__ import annotations

import argparse
from pathlib import Path

from . import hops, options, report


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measures what calls and services cost.")
    for name in ("bundle", "grouped", "source", "pictures"):
        parser.add_argument(name, type=Path)
    options.add(parser, sizes=list(hops.SIZES), rounds=7, seconds=1.0)
    report.write(parser.parse_args())


if __name__ == "__main__":
    main()
