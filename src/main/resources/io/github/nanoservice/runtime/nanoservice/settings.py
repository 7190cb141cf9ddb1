"""The settings of a service, from environment variables."""
from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from typing import NamedTuple, Optional


class TlsFiles(NamedTuple):
    """The paths of files in PEM for TLS; None if not set.

    certificate: NANOSERVICE_TLS_CERTIFICATE, the certificate of this process and those that lead from it to its authority. With
        it a service serves TLS only.
    key: NANOSERVICE_TLS_KEY, its private key.
    authorities: NANOSERVICE_TLS_CA, the certificates of the authorities that this process trusts. With it a service requires
        certificates of its callers, and the default URL of an endpoint begins with `https`.
    """

    certificate: Optional[str]
    key: Optional[str]
    authorities: Optional[str]


@dataclass(frozen=True)
class Settings:
    """The settings of one process.

    host: NANOSERVICE_HOST, the address that the service binds; by default all addresses.
    port: NANOSERVICE_PORT, the port that the service binds, by default 5000; 0 selects any free port.
    addresses: NANOSERVICE_ADDRESSES, the path of a JSON file {endpoint name: base URL}; without it the URL of an
        endpoint is `http://<host name>:5000/`, or `https` with `tls.authorities`.
    timeout: NANOSERVICE_TIMEOUT_MS in seconds, by default 30: the time limit of a call whose request contains none.
    max_bytes: NANOSERVICE_MAX_BYTES, by default 100 MiB: the most bytes that the arguments of a call, its value or an item
        of a stream may have in a request or response.
    stop_on_eof: whether NANOSERVICE_STOP_ON_EOF is 1: the service stops when its standard input closes.
    tls: the files for TLS.
    """

    host: str
    port: int
    addresses: Optional[str]
    timeout: float
    max_bytes: int
    stop_on_eof: bool
    tls: TlsFiles


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
        stop_on_eof=environment.get("NANOSERVICE_STOP_ON_EOF") == "1",
        tls=_tls_files(environment),
    )


def _tls_files(environment: os._Environ[str]) -> TlsFiles:
    names = ("NANOSERVICE_TLS_CERTIFICATE", "NANOSERVICE_TLS_KEY", "NANOSERVICE_TLS_CA")
    files = TlsFiles(*(environment.get(name) or None for name in names))
    if (files.certificate is None) != (files.key is None):
        given, missing = names[:2] if files.certificate else names[1::-1]
        sys.exit(f"{given} is set, but {missing} is not; set both, or unset both")
    return files


def _number(environment: os._Environ[str], name: str, default: str) -> int:
    value = environment.get(name, default)
    if not value.isascii() or not value.isdigit():
        sys.exit(f"{name} must be a whole number of at least 0, but is {value!r}; correct or unset it")
    return int(value)


SETTINGS = read()


def too_long(length: int) -> str:
    """Returns the end of a sentence: the length, the limit and the setting that increases the limit."""
    limit = SETTINGS.max_bytes
    return f"{length} bytes, more than the limit of {limit} bytes; set NANOSERVICE_MAX_BYTES to increase the limit"
