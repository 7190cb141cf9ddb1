"""Leaves nothing behind, however it ends."""
import os


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
