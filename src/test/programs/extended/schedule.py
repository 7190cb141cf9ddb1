"""Ordered data classes on a heap, changed in place; a class that is a context and an iterator."""
import heapq
from dataclasses import dataclass, field


@dataclass(order=True)
class Task:
    due: int
    name: str = field(compare=False)
    done: bool = field(default=False, compare=False)


class Timer:
    def __init__(self, limit):
        self.now = 0
        self.limit = limit

    def __iter__(self):
        return self

    def __next__(self):
        if self.now == self.limit:
            raise StopIteration
        self.now += 1
        return self.now

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.limit = self.now


def plan(tasks, due, name):
    heapq.heappush(tasks, Task(due, name))


def run(tasks, timer):
    done = []
    with timer:
        for now in timer:
            while tasks and tasks[0].due <= now:
                done.append(finish(heapq.heappop(tasks)))
    return done


def finish(task):
    task.done = True
    return task


def names(tasks):
    return [task.name for task in sorted(tasks)]


def day(names_of_tasks):
    tasks = []
    for due, name in enumerate(names_of_tasks):
        plan(tasks, due, name)
    return names(run(tasks, Timer(1)) + tasks)
