"""Blocks at the top level that do more than give values to names."""
import sys

STEPS = []

try:
    STEPS.append(float("1.5"))
    print("calibrated")
except ValueError:
    STEPS.append(1.0)
finally:
    sys.setrecursionlimit(max(sys.getrecursionlimit(), 1500))

for each in ("coarse", "fine"):
    STEPS.append(each)
    assert each

remaining = 3
while remaining:
    remaining -= 1
    STEPS.append(remaining)
    repr(remaining)

with open(__file__, encoding="utf-8") as source:
    FIRST = source.readline().strip()
    source.seek(0)

if FIRST.startswith('"""'):
    STEPS.insert(0, "documented")
    sys.modules[__name__].checked = True

assert len(STEPS) == 7, STEPS


def steps():
    return STEPS


def scale(values):
    for i, value in enumerate(values):
        values[i] = value * STEPS[1]


def first_line():
    return FIRST


def is_checked():
    return checked


def deep(n):
    return 0 if n == 0 else 1 + deep(n - 1)
