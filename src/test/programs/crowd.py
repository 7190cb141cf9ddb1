"""Many calls of one function at the same time."""
import os
import time
from concurrent.futures import ThreadPoolExecutor


def visit(folder, number):
    """Leaves a file of its own and says how many were there."""
    with open(os.path.join(folder, str(number)), "x", encoding="utf-8"):
        pass
    return count(folder)


def count(folder):
    return len(os.listdir(folder))


def wait_for(folder, number):
    """Returns when that many files are there: a slow call."""
    while count(folder) < number:
        time.sleep(0.01)
    return number


def all_visit(folder, numbers):
    with ThreadPoolExecutor(len(numbers)) as threads:
        counts = list(threads.map(visit, [folder] * len(numbers), numbers))
    return max(counts)


def squares_at_once(numbers):
    with ThreadPoolExecutor(8) as threads:
        return list(threads.map(square, numbers))


def square(number):
    return number * number
