"""Leaves nothing behind, however it ends: finally, context managers and generators that are closed."""
import os
from contextlib import contextmanager


@contextmanager
def lock(path):
    """A lock file as a context manager. It is used where it is made, for a lock cannot be sent."""
    os.close(os.open(path, os.O_CREAT | os.O_EXCL))
    try:
        yield path
    finally:
        os.unlink(path)


def locked(path, log, fail):
    """Works while it holds a lock."""
    if os.path.exists(path):
        raise BlockingIOError(path)
    os.close(os.open(path, os.O_CREAT | os.O_EXCL))
    try:
        return work(log, fail)
    finally:
        os.unlink(path)
        log.append("unlocked")


def work(log, fail):
    log.append("working")
    if fail:
        raise fail
    return len(log)


def both(path, log):
    first = locked(path, log, None)
    try:
        locked(path, log, InterruptedError(4, "signal"))
    except InterruptedError as error:
        return first, error.errno, error.strerror


def is_free(path):
    return not os.path.exists(path)
