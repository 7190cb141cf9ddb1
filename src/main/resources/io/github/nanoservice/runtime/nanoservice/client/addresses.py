"""The addresses of endpoints, from the file of addresses or from host names."""
from __future__ import annotations

import json
import os
from functools import cache
from typing import NamedTuple, Optional
from urllib.parse import quote, urlsplit

from ..settings import SETTINGS
from ..wire.endpoints import EndpointRef

DEFAULT_PORT = 5000


class Address(NamedTuple):
    """The address of an endpoint.

    server: host and port for the connection.
    authority: the value of a request's Host header (RFC 9110 §7.2).
    path: the path of the request target, percent-encoded.
    secure: whether the connection uses TLS.
    """

    server: tuple[str, int]
    authority: str
    path: str
    secure: bool


@cache  # each call needs an address, and their number is limited by that of the endpoints
def _address(host: str, port: int, path: str, secure: bool) -> Address:
    name = f"[{host}]" if ":" in host else host.encode("idna").decode("ascii")
    return Address((host, port), f"{name}:{port}", path, secure)


@cache
def _parsed(url: str) -> Address:
    parts = urlsplit(url)
    secure = parts.scheme == "https"
    return _address(parts.hostname or "", parts.port or (443 if secure else 80), quote(parts.path or "/", safe="/%"), secure)


class _File:
    """The file of addresses."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._state: Optional[tuple[int, int]] = None
        self._addresses: dict[str, str] = {}

    def known(self, name: str) -> Optional[str]:
        """Returns the address that the file had when it was last read."""
        return self._addresses.get(name)

    def find(self, name: str) -> Optional[str]:
        """Returns the address that the file has now. The file is read again if it has changed."""
        try:
            status = os.stat(self._path)
            state = (status.st_mtime_ns, status.st_size)
            if state != self._state:
                with open(self._path, encoding="utf-8") as file:
                    self._addresses = json.load(file)
                self._state = state
        except (FileNotFoundError, json.JSONDecodeError):  # not written yet, or only in part
            return None
        return self._addresses.get(name)


@cache
def _file() -> Optional[_File]:
    return _File(SETTINGS.addresses) if SETTINGS.addresses else None


def known_address(reference: EndpointRef) -> Optional[Address]:
    """Returns the last address of an endpoint, if there is one, without a system call.

    It is enough for a request on a connection that is open: there the service still listens to its caller.
    """
    file = _file()
    if file is None:
        return address_of(reference)
    url = file.known(reference.name)
    return None if url is None else _parsed(url)


def address_of(reference: EndpointRef) -> Address:
    """Returns the address of an endpoint.

    Raises ConnectionRefusedError if the file of addresses does not contain it (yet).
    """
    file = _file()
    if file is None:
        return _address(reference.host, DEFAULT_PORT, "/", SETTINGS.tls.authorities is not None)
    url = file.find(reference.name)
    if url is None:
        raise ConnectionRefusedError(f"it has no entry in {SETTINGS.addresses}, the file that NANOSERVICE_ADDRESSES names")
    return _parsed(url)
