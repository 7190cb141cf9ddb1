"""Reads files, and fails the way the operating system does."""
import os
from pathlib import Path


def write(path, text):
    Path(path).write_text(text, encoding="utf-8")
    return Path(path)


def read(path):
    return path.read_text(encoding="utf-8")


def read_first(paths):
    """Returns the text of the first file that is there. Raises the last failure where none is."""
    failure = ValueError("no paths")
    for path in paths:
        try:
            return read(path)
        except FileNotFoundError as error:
            failure = error
    raise failure


def decode(data):
    return data.decode("ascii")


def lines(path):
    with open(path, encoding="utf-8") as file:
        yield from (line.rstrip("\n") for line in file)


def size(path):
    return os.stat(path).st_size
