"""Asks services whether they answer, until all do: `python -I nanoservice/server/health.py SECONDS HOST:PORT...`.

Run in one container of many, on the network that only they are on. It is a program of its own, and imports none of
the modules beside it, to start fast and to take little of what its container may use.
"""
from __future__ import annotations

import http.client
import sys
import time
from typing import Final

# Seconds between two rounds of questions: short as long as most services are starting, longer later.
FIRST_PAUSE: Final = 0.05
LONGEST_PAUSE: Final = 1.0
# Seconds that one answer may take; a service that listens already may still be importing.
PATIENCE: Final = 2.0


def is_healthy(address: str, timeout: float) -> bool:
    """Returns whether GET /healthz of the service at host:port gives 200 within `timeout` seconds."""
    connection = http.client.HTTPConnection(address, timeout=timeout)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):  # it does not listen yet, or its name cannot be resolved yet
        return False
    finally:
        connection.close()


def missing(addresses: list[str], seconds: float) -> list[str]:
    """Returns the addresses that do not answer within `seconds`; returns at once when all have answered."""
    deadline = time.monotonic() + seconds
    waiting = addresses
    pause = FIRST_PAUSE
    while True:
        left = max(0.1, deadline - time.monotonic())
        waiting = [address for address in waiting if not is_healthy(address, min(PATIENCE, left))]
        if not waiting or time.monotonic() >= deadline:
            return waiting
        time.sleep(pause)
        pause = min(2 * pause, LONGEST_PAUSE)


def main(arguments: list[str]) -> int:
    """Prints the addresses that do not answer, one a line; returns the exit code, 0 if all answer."""
    silent = missing(arguments[1:], float(arguments[0]))
    for address in silent:
        print(address)
    return 1 if silent else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
