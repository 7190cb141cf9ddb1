"""Blocks that only give values to names: each is one definition."""
import contextlib
import math
import sys

try:
    import fastest_json as json
except ImportError:
    import json

try:
    LIMIT = int("ten")
except (TypeError, ValueError):
    LIMIT = 10
else:
    LIMIT += 1
finally:
    TRIED = True

SQUARES = {}
for _n in range(LIMIT):
    SQUARES[_n] = _n * _n

if sys.version_info >= (3, 0):
    TEXT, LETTERS = str, "abc"
elif sys.version_info >= (2, 0):
    TEXT, LETTERS = bytes, b"abc"

PRIMES = [2]
_candidate = 3
while len(PRIMES) < 5:
    if all(_candidate % prime for prime in PRIMES):
        PRIMES.append(_candidate)
    _candidate += 2

with contextlib.suppress(ZeroDivisionError):
    HALF = 1 / 2
    NEVER = 1 / 0

with contextlib.ExitStack() as _stack:
    DEPTH = len([_stack])

ROUNDED = [round(math.sqrt(n), 2) for n in PRIMES]


def square(n):
    if n not in SQUARES:
        raise IndexError(f"only {LIMIT} squares are known")
    return SQUARES[n]


def primes(found):
    found.extend(PRIMES)


def encoded(value):
    return json.dumps(value), TEXT.__name__, LETTERS


def half():
    return HALF, "NEVER" in dir(sys), DEPTH, TRIED


def roots():
    return ROUNDED


def next_square(n):
    return square(n + 1)
