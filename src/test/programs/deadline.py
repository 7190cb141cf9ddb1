"""Work with a time limit of its own."""
import concurrent.futures
import time


def work(seconds):
    time.sleep(seconds)
    return seconds


def within(seconds, limit):
    """Returns the value, or None where the work takes longer than its limit; it is not waited for then."""
    threads = concurrent.futures.ThreadPoolExecutor(1)
    try:
        return threads.submit(work, seconds).result(limit)
    except concurrent.futures.TimeoutError:
        return None
    finally:
        threads.shutdown(wait=False)


def spent(steps):
    """Returns whether the steps took at least as long as they should."""
    begin = time.monotonic()
    for seconds in steps:
        work(seconds)
    return time.monotonic() - begin >= sum(steps)


def give_up():
    raise TimeoutError("the function's own")
