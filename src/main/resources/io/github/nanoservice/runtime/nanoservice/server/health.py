"""Waits until all services are healthy: `python -I health.py SECONDS HOST:PORT...`.

If NANOSERVICE_TLS_CERTIFICATE is set, it connects over TLS and presents this certificate, as a service does.
The plugin runs its text in the container of one service, because only the services can use their network. It imports no other
module of the runtime, so that it starts fast and uses little memory of the container.
"""
from __future__ import annotations

import http.client
import os
import sys
import time
from typing import Final

# Seconds between two rounds of requests: short while services usually start, longer later.
FIRST_PAUSE: Final = 0.05
LONGEST_PAUSE: Final = 1.0
# Seconds to wait for one response; a service that already listens may still be importing modules.
RESPONSE_TIMEOUT: Final = 2.0


def is_healthy(address: str, timeout: float) -> bool:
    """Returns whether the service at host:port answers GET /healthz with status 200 within `timeout` seconds."""
    connection = _connection(address, timeout)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):  # it does not listen yet, or its name is not known yet
        return False
    finally:
        connection.close()


def _connection(address: str, timeout: float) -> http.client.HTTPConnection:
    certificate, authorities = os.environ.get("NANOSERVICE_TLS_CERTIFICATE"), os.environ.get("NANOSERVICE_TLS_CA")
    if not certificate:
        return http.client.HTTPConnection(address, timeout=timeout)
    import ssl

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    # A certificate need not be valid for the address of a probe. The request contains no secret, and the response only says
    # whether the service answers.
    context.check_hostname = False
    if authorities:
        context.load_verify_locations(authorities)
    else:
        context.verify_mode = ssl.CERT_NONE
    context.load_cert_chain(certificate, os.environ.get("NANOSERVICE_TLS_KEY"), password="")
    return http.client.HTTPSConnection(address, timeout=timeout, context=context)


def missing(addresses: list[str], seconds: float) -> list[str]:
    """Returns the addresses that were not healthy within `seconds`; returns as soon as all are healthy."""
    deadline = time.monotonic() + seconds
    waiting = addresses
    pause = FIRST_PAUSE
    while True:
        left = max(0.1, deadline - time.monotonic())
        waiting = [address for address in waiting if not is_healthy(address, min(RESPONSE_TIMEOUT, left))]
        if not waiting or time.monotonic() >= deadline:
            return waiting
        time.sleep(pause)
        pause = min(2 * pause, LONGEST_PAUSE)


def main(arguments: list[str]) -> int:
    """Prints the addresses that are not healthy, one on each line; returns exit code 0 if there are none, otherwise 1."""
    silent = missing(arguments[1:], float(arguments[0]))
    for address in silent:
        print(address)
    return 1 if silent else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
