"""The threads of a service, which answer requests."""
from __future__ import annotations

import threading
from collections.abc import Callable
from queue import SimpleQueue
from typing import Generic, Optional, TypeVar

_Job = TypeVar("_Job")


class Threads(Generic[_Job]):
    """Runs jobs in threads. A job begins at once if fewer than `most` run, because calls can wait for one another.

    While other threads are busy, starting a thread takes milliseconds. `submit` therefore starts none: one thread is always idle,
    and starts the next one before it begins a job.

    most: the number of jobs that can run at the same time.
    run: runs a job; raises nothing.
    """

    def __init__(self, most: int, run: Callable[[_Job], None]) -> None:
        self._run = run
        self._jobs: SimpleQueue[Optional[_Job]] = SimpleQueue()
        self._lock = threading.Lock()
        self._idle = 0
        self._startable = most

    def start(self) -> None:
        """Starts the first thread. Raises RuntimeError if the system allows no further thread."""
        self._idle += 1
        self._startable -= 1
        threading.Thread(target=self._work).start()

    def submit(self, job: _Job) -> None:
        """Lets a thread run a job, now or when one is free. Does not wait."""
        self._jobs.put(job)

    def stop(self) -> None:
        """Ends each thread once its job has ended, if it has one. Jobs that no thread has begun still run. Does not wait."""
        self._jobs.put(None)

    def _work(self) -> None:
        while (job := self._jobs.get()) is not None:
            with self._lock:
                self._idle -= 1
                is_last = self._idle == 0 and self._startable > 0
                if is_last:
                    self._idle += 1
                    self._startable -= 1
            if is_last:
                self._start_another()
            self._run(job)
            with self._lock:
                self._idle += 1
        self._jobs.put(None)  # for the next thread

    def _start_another(self) -> None:
        try:
            threading.Thread(target=self._work).start()
        except RuntimeError:  # the system allows no further thread now: one that runs takes the next job
            with self._lock:
                self._idle -= 1
                self._startable += 1
