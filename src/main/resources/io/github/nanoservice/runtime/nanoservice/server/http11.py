"""HTTP/1.1 (RFC 9112) for a WSGI application: one request and its response. h11 parses the head; the rest is here.

h11's own reader of bodies accepts lines in chunks and trailers that end without CRLF, and a proxy may read them differently.
"""
from __future__ import annotations

import io
import re
import sys
import time
import traceback
from collections.abc import Callable, Iterable, Iterator
from email.utils import formatdate
from functools import lru_cache
from http import HTTPStatus
from typing import Any, NamedTuple, Optional
from urllib.parse import unquote_to_bytes, urlsplit

import h11

from ..settings import SETTINGS
from .connection import LEAST_RATE, LONGEST_HEAD, Connection, Disconnected, TooSlow
from .memory import RESERVATION, Reservation
from .problems import NO_STORE, PROTECTION, document

# The most bytes in a request line; a head of LONGEST_HEAD bytes has room for 24 KiB of headers besides.
_LONGEST_REQUEST_LINE = 8190
_MOST_HEADERS = 100
# The most bytes in a line of a chunked body: a size with extensions, or a trailer (RFC 9112 §7.1).
_LONGEST_LINE = 4096
# The most bytes of a body that are joined to the head. The kernel gives a process the pages of a longer copy one by one.
_LONGEST_JOINED = 65_536
# The most bytes of a body that are read after the response, so that the connection can be kept.
_LONGEST_REST = 65_536
_CHUNK_SIZE = re.compile(rb"([0-9A-Fa-f]{1,16})[ \t]*(?:;.*)?")
# A line end that is not CRLF: a proxy may take it for one (RFC 9112 §2.2).
_LONE_LINE_END = re.compile(rb"[\r\n]")
# The lines of a head: no other line ends, no control characters and no folded headers (RFC 9112 §2.2 and §5.2).
_HEAD_LINES = re.compile(rb"(?:[!-~][\t -~\x80-\xff]*\r\n)+\r\n")
# h11 takes equal lengths for one (RFC 9112 §6.3 allows both); a proxy may have used the first or the last of them.
_LENGTH_LINE = re.compile(rb"\r\ncontent-length:(.*)(?=\r\n)", re.IGNORECASE)
_LENGTH_OF_BODY = re.compile(rb"[ \t]*[0-9]{1,18}[ \t]*")
_NO_BODY = (204, 304)
# Headers that decide who may call and how a body is read, so that all who read a request must read the same.
_SINGLE = ("AUTHORIZATION", "CONTENT-TYPE", "ORIGIN")
# RFC 9112 §4, RFC 9110 §5.1, §5.5 and §8.6.
_STATUS = re.compile(r"[2-5][0-9]{2}(?: [\t -~\x80-\xff]*)?")
_NAME = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+")
_VALUE = re.compile(r"[\t -~\x80-\xff]*")
_HEADERS = re.compile(rf"(?:{_NAME.pattern}: {_VALUE.pattern}\r\n)*")
_LENGTH_VALUE = re.compile(r"[0-9]{1,18}")
# What only the server sets, because it is of the connection (RFC 9110 §7.6.1, PEP 3333).
_OF_CONNECTION = frozenset(
    ("connection", "keep-alive", "proxy-connection", "te", "trailer", "transfer-encoding", "upgrade")
)


Application = Callable[[dict[str, Any], Any], Iterable[bytes]]
Direct = Callable[[Connection, bytes, Callable[[], bool]], Optional[bool]]


class InvalidBody(OSError):
    """The body of a request is not what its head announces, or its chunks are invalid."""


class InvalidResponse(ValueError):
    """The status or a header of a response is not one, so that a caller could take a part of it for something else."""


def check_header(name: str, value: str) -> None:
    """Raises InvalidResponse if a header cannot be sent: it contains a line break, for example."""
    if not (isinstance(name, str) and isinstance(value, str) and _NAME.fullmatch(name) and _VALUE.fullmatch(value)):
        raise InvalidResponse(f"a response cannot have the header {str(name)[:80]!r} with the value {str(value)[:80]!r}")


class _InvalidHead(Exception):
    """A head that is no request, or that others may read differently. Its arguments: the status, and the reason."""


class Head(NamedTuple):
    """The head of a request.

    target: the path with the query, or a whole URL.
    version: that of HTTP, for example (1, 1).
    headers: names in upper case, and values.
    """

    method: str
    target: str
    version: tuple[int, int]
    headers: list[tuple[str, str]]

    def values(self, name: str) -> list[str]:
        """Returns the values of the headers with this name, in lower case."""
        return [value.lower() for each, value in self.headers if each == name]

    @property
    def closes(self) -> bool:
        """Whether the connection is not kept after the response (RFC 9112 §9.3)."""
        options = [option.strip(" \t") for value in self.values("CONNECTION") for option in value.split(",")]
        return "close" in options or (self.version < (1, 1) and "keep-alive" not in options)

    @property
    def is_chunked(self) -> bool:
        return bool(self.values("TRANSFER-ENCODING"))

    @property
    def length(self) -> int:
        """The number of bytes of the body, if it is not chunked."""
        return int((self.values("CONTENT-LENGTH") or ["0"])[0])


def _read_head(head: bytes) -> Head:
    """Raises _InvalidHead."""
    line = head.partition(b"\r\n")[0]
    if len(line) > _LONGEST_REQUEST_LINE:
        raise _InvalidHead(414, "The URL is too long; send args and kwargs as the JSON body of a POST.")
    if head.count(b"\r\n") - 2 > _MOST_HEADERS:
        raise _InvalidHead(431, f"The header is too long: send at most {_MOST_HEADERS} headers.")
    if not _HEAD_LINES.fullmatch(head):
        beginning = line[:80].decode("latin-1")
        raise _InvalidHead(400, f"This is not an HTTP request: the head that begins with {beginning!r} has an invalid line.")
    lengths = _LENGTH_LINE.findall(head)
    if len(lengths) > 1 or not all(map(_LENGTH_OF_BODY.fullmatch, lengths)):
        raise _InvalidHead(400, "This is not an HTTP request: it needs at most one Content-Length, with one number.")
    parser = h11.Connection(h11.SERVER, LONGEST_HEAD)
    parser.receive_data(head)
    try:
        request = parser.next_event()
    except h11.RemoteProtocolError as error:
        raise _InvalidHead(error.error_status_hint, f"This is not an HTTP request: {error}.") from None
    assert isinstance(request, h11.Request)  # the head is complete
    return _checked(
        Head(
            request.method.decode("ascii"),
            request.target.decode("ascii"),
            (int(request.http_version[:1]), int(request.http_version[2:])),
            [(name.decode("ascii").upper(), value.decode("latin-1")) for name, value in request.headers.raw_items()],
        )
    )


def _checked(head: Head) -> Head:
    """Raises _InvalidHead if a head is invalid in a way that h11 accepts, or that this server does not support."""
    if head.version not in ((1, 0), (1, 1)):  # RFC 9110 §15.6.6
        raise _InvalidHead(505, "This server knows HTTP/1.0 and HTTP/1.1.")
    names = [name for name, _ in head.headers]
    if names.count("HOST") > 1:  # RFC 9112 §3.2
        raise _InvalidHead(400, "This is not an HTTP request: it needs exactly one Host header.")
    if any(names.count(name) > 1 for name in _SINGLE):  # RFC 9110 §5.3
        raise _InvalidHead(400, f"This is not an HTTP request: it has one of these headers twice: {', '.join(_SINGLE)}.")
    if head.is_chunked and ("CONTENT-LENGTH" in names or head.version == (1, 0)):  # RFC 9112 §6.1
        raise _InvalidHead(400, "This is not an HTTP request: its body has two lengths, or chunks in HTTP/1.0.")
    if head.method == "CONNECT":  # what follows would be the bytes of a tunnel (RFC 9110 §9.3.6)
        raise _InvalidHead(501, "This server is not a proxy.")
    scheme, found, rest = head.target.partition("://")
    if found and "/" not in scheme and "?" not in scheme:  # RFC 9112 §3.2.2
        authority = re.split("[/?#]", rest, maxsplit=1)[0]
        if head.values("HOST") not in ([], [authority.lower()]):
            raise _InvalidHead(400, "This is not an HTTP request: its target is at another host than that in the header Host.")
    return head


class Http11:
    """Answers requests with a WSGI application.

    application: the WSGI application.
    server: host and port of the service.
    direct: answers requests that need no WSGI environment; returns whether the connection is kept, or None for any other
        request.
    """

    def __init__(self, application: Application, server: tuple[str, int], direct: Optional[Direct] = None) -> None:
        self._application = application
        self._server = server
        self._direct = direct

    def answer(self, connection: Connection, received: bytes, keeps_connections: Callable[[], bool]) -> bool:
        """Answers a request; returns whether the connection can be used for another one.

        received: the head of the request.
        keeps_connections: returns whether a connection is kept after a response.
        """
        kept = None if self._direct is None else self._direct(connection, received, keeps_connections)
        if kept is not None:
            return kept
        try:
            head = _read_head(received)
        except _InvalidHead as error:
            refuse(connection, *error.args)
            return False
        response = ResponseWriter(connection, head, keeps_connections)
        body = Body(_chunks(connection) if head.is_chunked else fixed_length(connection, head.length), response)
        return exchange(self._application, self._environ(connection, head, body), response, body)

    def _environ(self, connection: Connection, head: Head, body: Body) -> dict[str, Any]:
        path, _, query = head.target.partition("?")
        if not head.target.startswith("/"):
            path, query = urlsplit(head.target)[2:4]
        environ: dict[str, Any] = {
            "REQUEST_METHOD": head.method,
            "SCRIPT_NAME": "",
            "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),
            "QUERY_STRING": query.partition("#")[0],
            "RAW_URI": head.target,
            "SERVER_NAME": self._server[0],
            "SERVER_PORT": str(self._server[1]),
            "SERVER_PROTOCOL": f"HTTP/{head.version[0]}.{head.version[1]}",
            "REMOTE_ADDR": connection.address[0],
            "REMOTE_PORT": str(connection.address[1]),
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": "http" if SETTINGS.tls.certificate is None else "https",
            "wsgi.input": body,
            "wsgi.input_terminated": True,
            "wsgi.errors": sys.stderr,
            "wsgi.multithread": True,
            "wsgi.multiprocess": SETTINGS.workers > 1,
            "wsgi.run_once": False,
        }
        for name, value in head.headers:
            if "_" in name:  # otherwise `Content_Length` would replace `Content-Length`
                continue
            key = name.replace("-", "_")
            if key not in ("CONTENT_TYPE", "CONTENT_LENGTH"):
                key = "HTTP_" + key
            environ[key] = f"{environ[key]},{value}" if key in environ else value
        return environ


def exchange(application: Application, environ: dict[str, Any], response: ResponseWriter, body: Body) -> bool:
    """Lets a WSGI application answer a request; returns whether the connection can be used for another one."""
    reservation = environ[RESERVATION] = Reservation()
    try:
        parts = application(environ, response.start)
        try:
            for part in parts:
                response.write(part)
            response.end()
        finally:
            if hasattr(parts, "close"):
                parts.close()
    except (Disconnected, TooSlow):
        return False
    except BaseException:
        traceback.print_exc()
        response.fail()
        return False
    finally:
        reservation.end()
    return response.keeps and body.skip_rest() and not response.must_close


def body_too_slow() -> str:
    """Returns the detail of a refusal."""
    return (
        f"The body did not arrive in time: {SETTINGS.body_timeout:g} s, and 1 s for each {LEAST_RATE:,} bytes, are allowed;"
        " send it again at once."
    )


def refuse(connection: Connection, status: int, detail: str) -> None:
    """Sends a problem without waiting; the connection must be closed after it."""
    connection.send_at_once(message(status, "application/problem+json", document(status, detail), keeps=False))


def message(status: int, media_type: str, text: str, keeps: bool) -> bytes:
    """Returns a whole response with its body."""
    headers = [("Content-Type", media_type), ("Content-Length", str(len(text))), *NO_STORE.items(), *PROTECTION]
    lines = "".join([f"{name}: {value}\r\n" for name, value in headers])
    return _head(f"{status} {HTTPStatus(status).phrase}", keeps, lines) + text.encode("ascii")


def _head(status: str, keeps: bool, lines: str) -> bytes:
    kept = "keep-alive" if keeps else "close"
    return f"HTTP/1.1 {status}\r\nDate: {_date(int(time.time()))}\r\nConnection: {kept}\r\n{lines}\r\n".encode("latin-1")


@lru_cache(maxsize=1)
def _date(second: int) -> str:
    return formatdate(second, usegmt=True)


class ResponseWriter:
    """Writes a response of the application.

    The head is sent together with the first part of the body, unless that is long: a second write would wake the caller twice.

    began: whether the head has been sent.
    keeps: whether the connection can be kept, once the head has been sent.
    must_close: whether the connection cannot be kept because the body of the request is broken.
    """

    def __init__(self, connection: Connection, head: Head, keeps_connections: Callable[[], bool]) -> None:
        self.began = False
        self.keeps = False
        self.must_close = False
        self._connection = connection
        self._request = head
        self._keeps_connections = keeps_connections
        self._status = ""
        self._lines = ""  # of the headers
        self._chunked = False
        self._left: Optional[int] = None  # the bytes of the body that are not sent yet; None if their number is not known
        self._has_body = head.method != "HEAD"
        self._timeout: Optional[float] = SETTINGS.body_timeout

    def start(self, status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Callable[[bytes], None]:
        """WSGI's `start_response` (PEP 3333). Headers of the connection are left out: they are the server's.

        Raises InvalidResponse if the status or a header contains a line break, or if there are two lengths.
        """
        if not _STATUS.fullmatch(status):
            raise InvalidResponse(f"a response cannot have the status {status[:80]!r}")
        # All at once, because a match for each header takes as long as the rest of this method.
        lines = "".join([f"{name}: {value}\r\n" for name, value in headers])
        if lines.count("\n") != len(headers) or not _HEADERS.fullmatch(lines):
            for name, value in headers:
                check_header(name, value)
        names = [name.lower() for name, _ in headers]
        if not _OF_CONNECTION.isdisjoint(names):
            lines = "".join(
                [f"{name}: {value}\r\n" for name, value in headers if name.lower() not in _OF_CONNECTION]
            )
        self._lines = lines
        self._status = status
        self._has_body = self._has_body and int(status[:3]) not in _NO_BODY
        lengths = [value for name, (_, value) in zip(names, headers) if name == "content-length"]
        if len(lengths) > 1 or not all(map(_LENGTH_VALUE.fullmatch, lengths)):
            raise InvalidResponse(f"a response cannot have the Content-Length {', '.join(lengths)[:80]!r}")
        has_length = bool(lengths)
        self._left = int(lengths[0]) if has_length else None
        self._chunked = self._has_body and not has_length and self._request.version >= (1, 1)
        if self._has_body and not has_length:
            self._timeout = None  # a stream: its caller reads an item when it needs it, however late
        self.keeps = (has_length or self._chunked or not self._has_body) and not self._request.closes
        return self.write

    def start_value(self, lines: str, length: int) -> None:
        """Starts a response with status 200 and valid headers. The caller has not asked to close the connection.

        lines: the headers as text.
        length: the bytes of the body.
        """
        self._lines = lines
        self._status = "200 OK"
        self._left = length
        self.keeps = True

    def write(self, part: bytes) -> None:
        if self._left is not None:  # more would be taken for another response
            part = part[: self._left]
            self._left -= len(part)
        if not part or not self._has_body:
            return
        framed = b"%x\r\n%b\r\n" % (len(part), part) if self._chunked else part
        head = self._take_head()
        if len(framed) > _LONGEST_JOINED:
            self._connection.send(head, self._timeout)
            head = b""
        self._connection.send(head + framed, self._timeout)

    def end(self) -> None:
        if self._has_body and self._left:  # the caller would take another response for the rest of this one
            self.must_close = True
        rest = self._take_head() + (b"0\r\n\r\n" if self._chunked else b"")
        if rest:
            self._connection.send(rest, self._timeout)

    def fail(self) -> None:
        """Reports a fault of the server, if nothing has been sent."""
        if not self.began:
            refuse(self._connection, 500, "The server failed; its log on standard error contains the reason.")

    def send_continue(self) -> None:
        """Asks the caller for the body, if it waits for that (RFC 9110 §10.1.1)."""
        if "100-continue" in self._request.values("EXPECT") and not self.began and self._request.version >= (1, 1):
            self._connection.send(b"HTTP/1.1 100 Continue\r\n\r\n", self._timeout)

    def _take_head(self) -> bytes:
        if self.began:
            return b""
        self.began = True
        self.keeps = self.keeps and not self.must_close and self._keeps_connections()
        lines = self._lines + "Transfer-Encoding: chunked\r\n" if self._chunked else self._lines
        return _head(self._status, self.keeps, lines)


class Body(io.RawIOBase):
    """The body of a request as WSGI's input. Reading raises InvalidBody, TooSlow or Disconnected."""

    def __init__(self, content: Iterator[bytes], response: ResponseWriter) -> None:
        self._content = content
        self._response = response
        self._asked = False
        self._part = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, target: Any) -> int:
        part = self.read(len(target))
        target[: len(part)] = part
        return len(part)

    def read(self, size: int = -1) -> bytes:
        """Returns at most `size` bytes, or all; no bytes at the end. A part that arrived together is returned as it is."""
        if size < 0:
            return self.readall()
        if not self._asked:
            self._asked = True
            self._response.send_continue()
        if not self._part:
            part = self._next()
            if len(part) <= size:
                return part
            self._part = memoryview(part)
        taken = bytes(self._part[:size])
        self._part = self._part[len(taken) :]
        return taken

    def skip_rest(self) -> bool:
        """Reads what the application has left; returns False if that is too much, invalid or too slow."""
        left = _LONGEST_REST
        try:
            while left > 0 and (part := self._next()):
                left -= len(part)
        except OSError:
            return False
        return left > 0

    def _next(self) -> bytes:
        try:
            return next(self._content, b"")
        except OSError:
            self._response.must_close = True  # the next bytes may belong to this body
            raise


def fixed_length(connection: Connection, length: int) -> Iterator[bytes]:
    """Yields a body of `length` bytes."""
    left = length
    while left > 0:
        part = connection.read(left)
        if not part:
            raise InvalidBody(f"it ended after {length - left:,} of {length:,} bytes")
        left -= len(part)
        yield part


def _chunks(connection: Connection) -> Iterator[bytes]:
    """Yields a chunked body (RFC 9112 §7.1)."""
    while length := _chunk_size(connection):
        while length > 0:
            part = connection.read(length)
            if not part:
                raise InvalidBody("the caller closed the connection in a chunk")
            length -= len(part)
            yield part
        if _line(connection):
            raise InvalidBody("a chunk does not end with CRLF")
    left = LONGEST_HEAD
    while trailer := _line(connection):
        left -= len(trailer)
        if left < 0:
            raise InvalidBody("the trailers are too long")


def _chunk_size(connection: Connection) -> int:
    size = _CHUNK_SIZE.fullmatch(_line(connection))
    if size is None:
        raise InvalidBody("a chunk has no size")
    return int(size[1], 16)


def _line(connection: Connection) -> bytes:
    line = connection.read_line(_LONGEST_LINE)
    if line is None or _LONE_LINE_END.search(line):
        raise InvalidBody("a line of a chunked body is incomplete, too long or ends without CRLF")
    return line
