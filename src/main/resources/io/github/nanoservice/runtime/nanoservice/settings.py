"""The settings of a service, from environment variables."""
from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from typing import Optional


@dataclass(frozen=True)
class Settings:
    """The settings of one process.

    host: NANOSERVICE_HOST, the address that the service binds; by default all addresses.
    port: NANOSERVICE_PORT, the port that the service binds, by default 5000; 0 selects any free port.
    addresses: NANOSERVICE_ADDRESSES, the path of a JSON file {endpoint name: base URL}; without it the URL of an
        endpoint is `http://<host name>:5000/`.
    timeout: NANOSERVICE_TIMEOUT_MS in seconds, by default 30: the time limit of a call whose request contains none.
    max_bytes: NANOSERVICE_MAX_BYTES, by default 100 MiB: the most bytes that the arguments of a call, its value or an item
        of a stream may have in a request or response.
    head_timeout: NANOSERVICE_HEAD_TIMEOUT_MS in seconds, by default 10: the time in which the head of a request must arrive.
    body_timeout: NANOSERVICE_BODY_TIMEOUT_MS in seconds, by default 30: the time in which a short body must arrive, and for
        which a response may wait for a caller that does not read.
    drain: NANOSERVICE_DRAIN_MS in seconds, by default 3: how long a service that was told to stop accepts calls.
    probe_timeout: NANOSERVICE_PROBE_TIMEOUT_MS in seconds, by default 60: a service that does not answer its own probe for
        this time exits; 0 disables the probe.
    connection_age: NANOSERVICE_CONNECTION_AGE_MS in seconds, by default 60: a connection to another service is renewed after
        three quarters to five quarters of this time.
    max_public_bytes: NANOSERVICE_MAX_PUBLIC_BYTES, by default 10 MiB: the most bytes that the arguments of a call of a public
        entry point may have. `max_bytes` applies too.
    stop_on_eof: whether NANOSERVICE_STOP_ON_EOF is 1: the service stops when its standard input closes.
    """

    host: str
    port: int
    addresses: Optional[str]
    timeout: float
    max_bytes: int
    head_timeout: float
    body_timeout: float
    drain: float
    probe_timeout: float
    connection_age: float
    max_public_bytes: int
    stop_on_eof: bool


def read(environment: os._Environ[str] = os.environ) -> Settings:
    """Reads the settings from the environment.

    Exits with a message that names the variable if a value is not a number.
    """
    return Settings(
        host=environment.get("NANOSERVICE_HOST", "0.0.0.0"),
        port=_number(environment, "NANOSERVICE_PORT", "5000"),
        addresses=environment.get("NANOSERVICE_ADDRESSES") or None,
        timeout=_number(environment, "NANOSERVICE_TIMEOUT_MS", "30000") / 1000,
        max_bytes=_number(environment, "NANOSERVICE_MAX_BYTES", str(100 * 2**20)),
        head_timeout=_number(environment, "NANOSERVICE_HEAD_TIMEOUT_MS", "10000") / 1000,
        body_timeout=_number(environment, "NANOSERVICE_BODY_TIMEOUT_MS", "30000") / 1000,
        drain=_number(environment, "NANOSERVICE_DRAIN_MS", "3000") / 1000,
        probe_timeout=_number(environment, "NANOSERVICE_PROBE_TIMEOUT_MS", "60000") / 1000,
        connection_age=_number(environment, "NANOSERVICE_CONNECTION_AGE_MS", "60000") / 1000,
        max_public_bytes=_number(environment, "NANOSERVICE_MAX_PUBLIC_BYTES", str(10 * 2**20)),
        stop_on_eof=environment.get("NANOSERVICE_STOP_ON_EOF") == "1",
    )


def _number(environment: os._Environ[str], name: str, default: str) -> int:
    value = environment.get(name, default)
    if not value.isascii() or not value.isdigit():
        sys.exit(f"{name} must be a whole number of at least 0, but is {value!r}; correct or unset it")
    return int(value)


SETTINGS = read()


def request_limit(public: bool) -> int:
    """Returns the most bytes that the arguments of a call may have. public: whether the caller may be anybody."""
    return min(SETTINGS.max_bytes, SETTINGS.max_public_bytes) if public else SETTINGS.max_bytes


def too_long(length: int) -> str:
    """Returns the end of a sentence: the length, the limit and the setting that increases the limit."""
    limit = SETTINGS.max_bytes
    return f"{length} bytes, more than the limit of {limit} bytes; set NANOSERVICE_MAX_BYTES to increase the limit"
