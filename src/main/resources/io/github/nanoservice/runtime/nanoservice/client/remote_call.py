"""One call of an endpoint: turns arguments into a request, and the response into a value or an exception."""
from __future__ import annotations

import string
import sys
from collections.abc import Generator
from typing import Any, Optional

from ..context import Call, current, run_in
from ..settings import SETTINGS, too_long
from ..wire import exceptions
from ..wire.codec import DOCUMENTATION, MEDIA_TYPE, STREAM_TYPE, UNWRITABLE, loads, may_have_tags
from ..wire.endpoints import EndpointRef
from ..wire.reader import Reader
from ..wire.values import checked
from ..wire.writer import Writer
from . import transport
from .http11 import Bytes

# The most bytes in a request target; some servers and proxies refuse more than 4,094. A longer call is a POST.
LONGEST_QUERY = 3500
# What a query cannot contain as it is, and what some proxies change (RFC 3986 §2.3): the wire format has ASCII only.
_UNRESERVED = frozenset(string.ascii_letters + string.digits + "-._~")
_ESCAPES = {code: f"%{code:02X}" for code in range(128) if chr(code) not in _UNRESERVED}


def call(reference: EndpointRef, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """Calls an endpoint and returns its value, or raises the exception of the function.

    Applies the changes that the function made to its arguments. An iterator is returned as a generator.
    Raises TypeError before the request if an argument cannot be sent; ConnectionError or TimeoutError if the service
    cannot be reached or does not answer in time, or if an iterator among the arguments does not end.
    """
    now = current()
    if now.depth >= sys.getrecursionlimit():
        raise RecursionError(f"maximum recursion depth exceeded while calling service {reference.name!r}")
    if now.left() <= 0:
        raise TimeoutError(f"the deadline passed before the call to service {reference.name!r}")
    writer = Writer()
    try:
        # An iterator among the arguments may call other services: these calls are a part of this one, also if it is outermost.
        positional, keywords = run_in(now, writer.write_call, (args, kwargs), {})
    except UNWRITABLE as error:
        raise type(error)(f"{reference.name}(), {error}") from None
    target, body = _request(positional, keywords)
    if body is not None and (length := sum(map(len, body))) > SETTINGS.max_bytes:
        raise ConnectionError(f"service {reference.name!r} was not called: the arguments take {too_long(length)}")
    response = transport.request(reference, target, body, now)
    if response.status == 200 and response.media_type == STREAM_TYPE:
        return _items(reference, response, now, Reader(writer.containers))
    return _value(reference, response.status, response.media_type, response.read(), Reader(writer.containers))


def _request(positional: str, keywords: str) -> tuple[str, Optional[transport.Body]]:
    if len(positional) + len(keywords) <= LONGEST_QUERY:
        target = "?args=" + positional.translate(_ESCAPES)
        if keywords != "{}":
            target += "&kwargs=" + keywords.translate(_ESCAPES)
        if len(target) <= LONGEST_QUERY:
            return target, None
    return "", (b'{"args":', positional.encode("ascii"), b',"kwargs":', keywords.encode("ascii"), b"}")


def _value(reference: EndpointRef, status: int, media_type: str, body: Bytes, reader: Reader) -> Any:
    try:
        text = body.decode("utf-8")
        node = loads(text)
        if status == 200 and media_type == MEDIA_TYPE:
            if not may_have_tags(text):
                return node
            node, changed = node["$return"] if text.startswith('{"$return":') else (node, [])
            value = reader.read(node)
            reader.change(changed)
            error = None
        elif media_type == "application/problem+json":
            error = _error(reference, node, reader)
        else:
            raise ValueError("it is neither a value nor a problem document")
    except Exception as failure:  # the text may be any JSON, and nested to any depth
        raise ConnectionError(
            f"service {reference.name!r} sent a response that is not in the wire format"
            f" (status {status}, {media_type or 'no content type'}, {len(body)} bytes): {failure}"
        ) from failure
    if error is not None:
        exceptions.throw(error)
    reader.check(f"{reference.name}()")
    return value


def _error(reference: EndpointRef, problem: dict[str, Any], reader: Reader) -> BaseException:
    if "exception" in problem:
        error = _exception(reader.read(problem["exception"]))
        reader.change(problem.get("changes", []))
        return error
    if problem["type"].startswith(DOCUMENTATION):
        return _withheld(reference, problem)
    kind = TimeoutError if problem["status"] == 504 else ConnectionError
    return kind(f"service {reference.name!r} refused the call: {problem['status']} {problem['detail']}")


def _exception(value: Any) -> BaseException:
    if not isinstance(value, BaseException):
        raise ValueError(f"expected an exception, but got {type(value).__name__}")
    return value


def _withheld(reference: EndpointRef, problem: dict[str, Any]) -> ConnectionError:
    """Returns the exception for one that the service does not show to callers without the token."""
    return ConnectionError(
        f"service {reference.name!r} raised {problem['title']}: {problem['detail']};"
        " set NANOSERVICE_TOKEN_FILE to the file with the token of the services to get the exception itself"
    )


def _items(reference: EndpointRef, response: transport.Response, now: Call, reader: Reader) -> Generator[Any, Any, Any]:
    try:
        while True:
            line = response.read_line(now.renewed())
            try:
                kind, value = _item(reference, line.decode("utf-8"), reader)
            except Exception as failure:  # the text may be any JSON, and nested to any depth
                message = f"service {reference.name!r} sent an item that is not in the wire format: {failure}"
                raise ConnectionError(message) from failure
            if kind == "return":
                response.read()
                reader.check(f"{reference.name}()")
                return value
            if kind == "raise":
                exceptions.throw(value)
            reader.check(f"{reference.name}()")
            if (yield value) is not None:
                raise TypeError(f"send() is not supported by {reference.name}(): the generator runs in another service")
    finally:
        response.close()


def _item(reference: EndpointRef, line: str, reader: Reader) -> tuple[str, Any]:
    kind, node, *changed = checked(loads(line), list)
    if kind not in ("item", "return", "raise"):
        raise ValueError(f"{str(kind)[:20]!r} is not a kind of line")
    if kind != "raise" and not changed and not may_have_tags(line):
        return kind, node
    if kind == "raise" and node is None:
        return kind, _withheld(reference, changed[1])
    counted = len(reader.containers)
    if changed:
        reader.change(changed[0])
        counted = len(reader.containers)  # later items can change the new contents of the arguments
    value = reader.read(node)
    del reader.containers[counted:]
    return kind, _exception(value) if kind == "raise" else value
