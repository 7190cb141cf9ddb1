"""Measures what calls and services cost and prints the tables of docs/performance.md.

    python -m bench SERVICE SOURCE GROUP CARRIED PICTURES [OPTION...]

SERVICE is the server of `echo`. SOURCE is a module whose functions call each other, GROUP the server of all of them, and CARRIED
the same with the modules carried whole. PICTURES is the directory that the drawings go to.
"""
from __future__ import annotations

import argparse
from pathlib import Path

from . import hops, options, report


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measures what calls and services cost.")
    for name in ("service", "source", "group", "carried", "pictures"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--group-only", action="store_true", help="measure only calls inside a group")
    options.add(parser, sizes=list(hops.SIZES), rounds=7, seconds=1.0)
    report.write(parser.parse_args())


if __name__ == "__main__":
    main()
