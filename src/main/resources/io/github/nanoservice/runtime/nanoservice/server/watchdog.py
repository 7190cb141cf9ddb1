"""Ends a service that does not answer its own probe: container engines restart what exits, and leave what hangs."""
from __future__ import annotations

import faulthandler
import sys
import threading
import time
from collections.abc import Callable
from typing import Any, Optional

from .health import is_healthy
from .output import OUTPUT

# The number of probes within the time limit.
_PROBES = 6
# Seconds until the watchdog looks again whether the main thread has taken its turn.
_TURN = 0.05


class Watchdog:
    """Sends `GET /healthz` to the service itself, again and again.

    If no probe succeeds for `timeout` seconds, and the main thread stands still as long, the process writes the stacks of its
    threads to standard error and exits with 1. A timer in C does this, because no Python thread runs while a function holds the
    global interpreter lock, for example in a regular expression. A service with more callers than it can answer is not ended: a
    new process would have no fewer.

    turns: returns a number that changes as long as the main thread does not hang.
    wake: lets the main thread take a turn, in place of a request: another worker of the service might answer that.
    """

    def __init__(
        self,
        address: tuple[str, int],
        timeout: float,
        turns: Callable[[], int],
        wake: Optional[Callable[[], None]] = None,
    ) -> None:
        host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(address[0], address[0])
        self._address = f"[{host}]:{address[1]}" if ":" in host else f"{host}:{address[1]}"
        self._timeout = timeout
        self._turns = turns
        self._wake = wake
        self._stopped = threading.Event()
        self._errors: Any = sys.__stderr__  # a function may replace `sys.stderr`

    def start(self) -> None:
        self._arm()
        threading.Thread(target=self._watch, daemon=True).start()

    def stop(self) -> None:
        """Ends the probes, so that a service that stops is not taken for one that hangs."""
        self._stopped.set()
        faulthandler.cancel_dump_traceback_later()

    def _arm(self) -> None:
        faulthandler.dump_traceback_later(self._timeout, exit=True, file=self._errors)

    def _watch(self) -> None:
        pause = self._timeout / _PROBES
        turns = self._turns()
        while not self._stopped.wait(pause):
            before, turns = turns, self._turns()
            if self._answers(pause) or turns != before:
                self._arm()
                if self._stopped.is_set():  # `stop` ran between the probe and the timer
                    faulthandler.cancel_dump_traceback_later()
            else:
                detail = f"the service does not answer its own probe; it exits {self._timeout:g} s after the last answer"
                OUTPUT.event(event="unanswered", probe=f"http://{self._address}/healthz", detail=detail)

    def _answers(self, seconds: float) -> bool:
        if self._wake is None:
            return is_healthy(self._address, seconds)
        before = self._turns()
        self._wake()
        end = time.monotonic() + seconds
        while self._turns() == before and time.monotonic() < end:
            if self._stopped.wait(_TURN):
                break
        return self._turns() != before
