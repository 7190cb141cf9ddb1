"""The options of the commands that measure calls."""
from __future__ import annotations

import argparse

from .hops import CALLERS, SIZES, Scope


def add(parser: argparse.ArgumentParser, sizes: list[str], rounds: int, seconds: float) -> None:
    """Adds the options to a command that has these defaults."""
    parser.add_argument("--callers", type=int, nargs="+", default=CALLERS, help="numbers of threads that call at once")
    parser.add_argument("--sizes", nargs="+", choices=SIZES, default=sizes, help="sizes of the argument")
    parser.add_argument("--rounds", type=int, default=rounds, help="measurements of each figure; the median is reported")
    parser.add_argument("--seconds", type=float, default=seconds, help="duration of one measurement of calls")


def scope(arguments: argparse.Namespace) -> Scope:
    return Scope(arguments.callers, arguments.sizes, arguments.rounds, arguments.seconds)
