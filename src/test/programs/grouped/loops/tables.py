"""Blocks that build tables from other tables, and steps that change an item of one."""
import string
from collections import namedtuple

CODES = {}
for _i, _letter in enumerate(string.ascii_lowercase):
    CODES[_letter] = _i
del _i, _letter

BACK = {value: key for key, value in CODES.items()}

with open("words.txt") as _file:
    WORDS = [line.strip() for line in _file]
    COUNT = len(WORDS)

Pair = namedtuple("Pair", "left right")
Pair.__doc__ = "Two."
PAIRS = [Pair(*word.split("=")) for word in WORDS if "=" in word]

if COUNT:
    SIZE = "some"
else:
    SIZE = "none"

GROUPS = {}
for _pair in PAIRS:
    GROUPS.setdefault(_pair.left[0], []).append(_pair.right)

TAGS = {"hot": set()}
TAGS["hot"].add("soup")
TAGS.setdefault("cold", set()).update(["tea", "milk"])

MATRIX = [[0] * 2 for _ in range(2)]
MATRIX[0][1] = 5
MATRIX[1].append(7)


def code(letter):
    return CODES[letter]


def letter(number):
    return BACK[number]


def pairs():
    return PAIRS, Pair.__doc__, SIZE


def groups():
    return GROUPS


def tags(kind):
    return sorted(TAGS[kind])


def matrix():
    return MATRIX
