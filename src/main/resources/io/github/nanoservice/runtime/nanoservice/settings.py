"""The settings of a service, from environment variables."""
from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
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

# Values of NANOSERVICE_AUTHENTICATION.
NONE, INTERNAL, ALL = "none", "internal", "all"
# Values of NANOSERVICE_ERROR_DETAILS; NONE is one too.
MESSAGE, FULL = "message", "full"
# Values of NANOSERVICE_LOG_LEVEL, and the levels of `logging`, which need not be imported for it.
_LOG_LEVELS = {"info": 20, "debug": 10, "warning": 30, "error": 40, "critical": 50}

# A media type with its parameters (RFC 9110 §8.3.1).
MEDIA_TYPE_NAME = re.compile(r"[A-Za-z0-9!#$&^_.+-]+/[A-Za-z0-9!#$&^_.+-]+(?:; ?[A-Za-z0-9!#$&^_.+-]+=[A-Za-z0-9!#$&^_.+\"-]+)*")
_MOST_WORKERS = 64
# The characters of a token that RFC 6750 §2.1 allows.
_TOKEN = re.compile(r"[A-Za-z0-9._~+/-]+=*")


@dataclass(frozen=True)
class Settings:
    """The settings of one process.

    host: NANOSERVICE_HOST, the address that the service binds; by default all addresses.
    port: NANOSERVICE_PORT, the port that the service binds, by default 5000; 0 selects any free port.
    workers: NANOSERVICE_WORKERS, the number of processes that serve the port, by default 1 and at most 64.
    addresses: NANOSERVICE_ADDRESSES, the path of a JSON file {endpoint name: base URL}; without it the URL of an
        endpoint is `http://<host name>:5000/`, or `https` with `tls.authorities`.
    timeout: NANOSERVICE_TIMEOUT_MS in seconds, by default 30: the time limit of a call whose request contains none.
    call_limit: NANOSERVICE_CALL_LIMIT_MS in seconds, by default without an end: the longest that a call may take, whatever its
        request says.
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
    max_public_bytes: NANOSERVICE_MAX_PUBLIC_BYTES, by default 10 MiB: the most bytes that the arguments of a call without the
        token may have, if this process has a token.
    token: the content of the file that NANOSERVICE_TOKEN_FILE names, or else NANOSERVICE_TOKEN, which is removed from the
        environment, so that functions and their child processes do not inherit it; None if neither is set.
    authentication: NANOSERVICE_AUTHENTICATION, which calls need the token: NONE of them, by default, or INTERNAL ones, to
        functions that are not entry points, or ALL.
    entry_points: NANOSERVICE_ENTRY_POINTS, the names of endpoints that anybody may call if authentication is INTERNAL.
    error_details: NANOSERVICE_ERROR_DETAILS, what a caller without the token gets of an exception: class and MESSAGE, by
        default, or NONE of them, or the FULL exception.
    allowed_hosts: NANOSERVICE_ALLOWED_HOSTS, further host names to which the service answers, in lower case.
    allowed_origins: NANOSERVICE_ALLOWED_ORIGINS, the origins whose pages may call the service, in lower case.
    log_level: NANOSERVICE_LOG_LEVEL, the level of `logging`, by default INFO, from which on the messages of a program that
        configures no logging are shown.
    content_types: NANOSERVICE_CONTENT_TYPES, the media types of the bytes or files that endpoints return, by their names, such as
        `chart=image/png,shop.logo=image/svg+xml`; by default that of the annotation, or `application/octet-stream`.
    lambda_handlers: NANOSERVICE_LAMBDA_HANDLERS, the names of endpoints that are handlers of AWS Lambda: they get the request
        as an event, unless a stub calls them.
    stop_on_eof: whether NANOSERVICE_STOP_ON_EOF is 1: the service stops when its standard input closes.
    tls: the files for TLS.
    """

    host: str
    port: int
    workers: int
    addresses: Optional[str]
    timeout: float
    call_limit: float
    max_bytes: int
    head_timeout: float
    body_timeout: float
    drain: float
    probe_timeout: float
    connection_age: float
    max_public_bytes: int
    token: Optional[str] = field(repr=False)
    authentication: str
    entry_points: frozenset[str]
    error_details: str
    allowed_hosts: frozenset[str]
    allowed_origins: frozenset[str]
    log_level: int
    content_types: dict[str, str]
    lambda_handlers: frozenset[str]
    stop_on_eof: bool
    tls: TlsFiles


def read(environment: os._Environ[str] = os.environ) -> Settings:
    """Reads the settings from the environment.

    Exits with a message that names the variable if a value is not valid.
    """
    token = _token(environment)
    _take_secrets(environment)
    authentication = _choice(environment, "NANOSERVICE_AUTHENTICATION", (NONE, INTERNAL, ALL))
    if authentication != NONE and token is None:
        sys.exit(
            f"NANOSERVICE_AUTHENTICATION is {authentication}, but there is no token;"
            " set NANOSERVICE_TOKEN_FILE to the path of a file that contains one"
        )
    return Settings(
        host=environment.get("NANOSERVICE_HOST", "0.0.0.0"),
        port=_number(environment, "NANOSERVICE_PORT", "5000"),
        workers=_workers(environment),
        addresses=_path(environment, "NANOSERVICE_ADDRESSES"),
        timeout=_number(environment, "NANOSERVICE_TIMEOUT_MS", "30000") / 1000,
        call_limit=_call_limit(environment),
        max_bytes=_number(environment, "NANOSERVICE_MAX_BYTES", str(100 * 2**20)),
        head_timeout=_number(environment, "NANOSERVICE_HEAD_TIMEOUT_MS", "10000") / 1000,
        body_timeout=_number(environment, "NANOSERVICE_BODY_TIMEOUT_MS", "30000") / 1000,
        drain=_number(environment, "NANOSERVICE_DRAIN_MS", "3000") / 1000,
        probe_timeout=_number(environment, "NANOSERVICE_PROBE_TIMEOUT_MS", "60000") / 1000,
        connection_age=_number(environment, "NANOSERVICE_CONNECTION_AGE_MS", "60000") / 1000,
        max_public_bytes=_number(environment, "NANOSERVICE_MAX_PUBLIC_BYTES", str(10 * 2**20)),
        token=token,
        authentication=authentication,
        entry_points=_names(environment, "NANOSERVICE_ENTRY_POINTS"),
        error_details=_choice(environment, "NANOSERVICE_ERROR_DETAILS", (MESSAGE, NONE, FULL)),
        allowed_hosts=_names(environment, "NANOSERVICE_ALLOWED_HOSTS", str.lower),
        allowed_origins=_names(environment, "NANOSERVICE_ALLOWED_ORIGINS", str.lower),
        log_level=_LOG_LEVELS[_choice(environment, "NANOSERVICE_LOG_LEVEL", tuple(_LOG_LEVELS))],
        content_types=_content_types(environment),
        lambda_handlers=_names(environment, "NANOSERVICE_LAMBDA_HANDLERS"),
        stop_on_eof=environment.get("NANOSERVICE_STOP_ON_EOF") == "1",
        tls=_tls_files(environment),
    )


def _tls_files(environment: os._Environ[str]) -> TlsFiles:
    names = ("NANOSERVICE_TLS_CERTIFICATE", "NANOSERVICE_TLS_KEY", "NANOSERVICE_TLS_CA")
    files = TlsFiles(*(_path(environment, name) for name in names))
    if (files.certificate is None) != (files.key is None):
        given, missing = names[:2] if files.certificate else names[1::-1]
        sys.exit(f"{given} is set, but {missing} is not; set both, or unset both")
    return files


def _path(environment: os._Environ[str], name: str) -> Optional[str]:
    """Returns an absolute path, since a service with `modules/` changes its working directory."""
    path = environment.get(name)
    return os.path.abspath(path) if path else None


def _number(environment: os._Environ[str], name: str, default: str) -> int:
    value = environment.get(name, default)
    if not value.isascii() or not value.isdigit():
        sys.exit(f"{name} must be a whole number of at least 0, but is {value!r}; correct or unset it")
    return int(value)


def _workers(environment: os._Environ[str]) -> int:
    value = environment.get("NANOSERVICE_WORKERS", "1")
    if not value.isascii() or not value.isdigit() or not 1 <= int(value) <= _MOST_WORKERS:
        sys.exit(f"NANOSERVICE_WORKERS must be a whole number from 1 to {_MOST_WORKERS}, but is {value!r}; correct or unset it")
    return int(value)


def _call_limit(environment: os._Environ[str]) -> float:
    name = "NANOSERVICE_CALL_LIMIT_MS"
    return _number(environment, name, "0") / 1000 if environment.get(name) else float("inf")


def _names(
    environment: os._Environ[str], name: str, changed: Callable[[str], str] = lambda text: text
) -> frozenset[str]:
    parts = (part.strip() for part in environment.get(name, "").split(","))
    return frozenset(changed(part) for part in parts if part)


def _take_secrets(environment: os._Environ[str]) -> None:
    """Sets the variables of the program's secrets: NANOSERVICE_SECRET_FILES is a JSON object {variable: path of a file}.

    So the values are in this process only, not in the configuration of its container.
    """
    for name, path in json.loads(environment.pop("NANOSERVICE_SECRET_FILES", "{}")).items():
        try:
            with open(path, encoding="utf-8", errors="surrogateescape", newline="") as file:
                environment[name] = file.read()
        except OSError as error:
            sys.exit(f"The secret {name} cannot be read from {path} ({error.strerror}); start the services with the goal again")
def _content_types(environment: os._Environ[str]) -> dict[str, str]:
    types = {}
    for pair in sorted(_names(environment, "NANOSERVICE_CONTENT_TYPES")):
        name, _, media_type = (part.strip() for part in pair.partition("="))
        if not name or not MEDIA_TYPE_NAME.fullmatch(media_type):
            sys.exit(
                "NANOSERVICE_CONTENT_TYPES must be names of functions with media types, such as `chart=image/png`,"
                f" but contains {pair!r}; correct or unset it"
            )
        types[name] = media_type
    return types


def _choice(environment: os._Environ[str], name: str, choices: tuple[str, ...]) -> str:
    """Returns the value of a variable, by default the first of the choices."""
    value = environment.get(name) or choices[0]
    if value not in choices:
        sys.exit(f"{name} must be one of {', '.join(choices)}, but is {value!r}; correct or unset it")
    return value


def _token(environment: os._Environ[str]) -> Optional[str]:
    """Returns the token. No message contains it."""
    token = environment.pop("NANOSERVICE_TOKEN", "")
    path = environment.get("NANOSERVICE_TOKEN_FILE")
    source = "NANOSERVICE_TOKEN"
    if path:
        source = f"NANOSERVICE_TOKEN_FILE, {path},"
        try:
            with open(path, encoding="ascii") as file:
                token = file.read()
        except OSError as error:
            sys.exit(f"{source} cannot be read ({error.strerror}); set it to the path of a file that contains the token")
        except UnicodeDecodeError:
            token = "\0"
    elif not token:
        return None
    if not _TOKEN.fullmatch(token.strip()):
        sys.exit(f"{source} contains no token; write letters, digits and the characters -._~+/ only (RFC 6750, section 2.1)")
    return token.strip()


SETTINGS = object.__new__(Settings)


def load() -> None:
    """Reads the settings of this process into SETTINGS, which has none before. Exits like `read`."""
    vars(SETTINGS).update(vars(read()))


def request_limit(public: bool) -> int:
    """Returns the most bytes that the arguments of a call may have. public: whether the caller may be anybody."""
    return min(SETTINGS.max_bytes, SETTINGS.max_public_bytes) if public else SETTINGS.max_bytes


def too_long(length: int, limit: Optional[int] = None) -> str:
    """Returns the end of a sentence: the length, the limit in bytes and the setting that increases the limit.

    limit: by default that of SETTINGS.
    """
    most = SETTINGS.max_bytes if limit is None else limit
    name = "NANOSERVICE_MAX_BYTES" if most == SETTINGS.max_bytes else "NANOSERVICE_MAX_PUBLIC_BYTES"
    return f"{length} bytes, more than the limit of {most} bytes; set {name} to increase the limit"
