"""A journal that writes down what it is about to do; what it wrote stays when it fails."""
from collections import deque


def write(journal, text):
    journal.append(text)
    if not text:
        raise ValueError("an empty entry", len(journal))


def apply(state, changes, journal):
    """Applies changes one after the other; those before a bad one stay applied."""
    for key, value in changes:
        write(journal, key and f"{key}={value}")
        state["values"][key] = value
        state["keys"].add(key)


def patch(buffer, offset, data):
    """Overwrites bytes; the buffer grows where it is too short."""
    buffer[offset : offset + len(data)] = data
    if len(buffer) > 8:
        raise OverflowError(f"{len(buffer)} bytes")


def rotate(queue, steps):
    queue.rotate(steps)
    return queue[0]


def newest(limit):
    return deque(maxlen=limit)
