"""Answers a request: turns its query or body into a call of the function, and the result into a response."""
from __future__ import annotations

import contextlib
import json
import time
from collections.abc import Callable, Iterable
from contextvars import Context
from functools import cache, lru_cache
from threading import local
from types import AsyncGeneratorType, CoroutineType
from typing import Any, NamedTuple, Optional, Union

from flask import Response, request

from ..context import new_context, received
from ..settings import FULL, NONE, SETTINGS, request_limit, too_long
from ..wire import exceptions, instance_codec, values
from ..wire.argument_mutations import Snapshot, snapshot
from ..wire.codec import MEDIA_TYPE, STREAM_TYPE, UNWRITABLE, loads, may_have_tags, to_bytes
from ..wire.endpoints import are_registered, register
from ..wire.reader import Reader
from ..wire.writer import Writer
from . import lossy_json, raw_results, request_values
from .admission import JSON_TYPES, caller_of, hide_token, media_type
from .connection import Disconnected, TooSlow
from .http11 import InvalidBody, body_too_slow
from .lambda_events import LambdaContext, event_of, response_of
from .load import LOAD
from .memory import PER_BYTE, PER_BYTE_OF_FORM, PER_CHARACTER, RESERVATION, Reservation
from .output import OUTPUT
from .parameters import InvalidParameters, parameters_of
from .problems import GENERAL, NO_STORE, Refusal, raised, response
from .streams import Stream, synchronous
from .value_types import Part

# RFC 1035 §2.3.4 limits host names to 255 octets.
_LONGEST_HOST = 255
_PART = 65_536  # bytes for one read from a body


class Written(NamedTuple):
    """A value as the body of a response with status 200."""

    body: bytes
    content_type: str


class _Direct(local):
    """The WSGI environment of the request that this thread answers without Flask; None if it answers none."""

    environ: Optional[dict[str, Any]] = None


DIRECT = _Direct()
Answered = Union[Response, Written]


def answer(function: Callable[..., Any], name: Optional[str] = None, host: Optional[str] = None) -> Any:
    """Calls `function` with the arguments of the current request; returns its value or exception as a response of Flask.

    Without Flask, the response may also be `Written`.

    name: the endpoint's name; by default the function's own.
    host: the host name of the endpoint; by default its name.
    """
    name = name or function.__name__
    return _respond(name, function, host, (name, host or _dns_label(name)), *_environ())


def answer_one_of(
    functions: dict[str, Callable[..., Any]], name: Optional[str], hosts: Optional[dict[str, str]] = None
) -> Any:
    """Answers the current request with one of several functions.

    functions: the functions by the names of their endpoints.
    name: the endpoint's name from the request's path; if it is None, the host name selects the function.
    hosts: the host names of endpoints whose names are not valid host names.
    """
    environ, is_direct = _environ()
    hosts = hosts or {}
    if not are_registered(functions.keys()):
        for endpoint, function in functions.items():
            register(endpoint, function, hosts.get(endpoint))
    endpoints = _endpoints(tuple(functions), tuple(hosts.items()))
    wanted = _names_of_host(environ.get("HTTP_HOST", "")) if name is None else [name]
    for each in wanted:
        endpoint = endpoints.get(each, "")
        if endpoint:
            return _respond(endpoint, functions[endpoint], hosts.get(endpoint), endpoints, environ, is_direct)
    try:
        caller = caller_of(environ)
        caller.check_host(endpoints)
    except Refusal as refusal:
        return refusal.response()
    there = ", ".join(filter(caller.may_call, functions))
    detail = f"This service has no function {wanted[0]!r}; use one of these names as the path or the host name: {there}."
    return response(404, detail)


def _environ() -> tuple[dict[str, Any], bool]:
    """Returns the WSGI environment of the current request, and whether it is answered without Flask."""
    environ, DIRECT.environ = DIRECT.environ, None  # the function may itself use the Flask application, as in a test
    return (request.environ, False) if environ is None else (environ, True)


def _respond(
    name: str,
    function: Callable[..., Any],
    host: Optional[str],
    own_hosts: Iterable[str],
    environ: dict[str, Any],
    is_direct: bool,
) -> Answered:
    """Returns the answer to a request; for Flask always as its response."""
    try:
        answered = _Answer(name, function, host, own_hosts, environ).response()
    except Refusal as refusal:
        return refusal.response()
    if is_direct or isinstance(answered, Response):
        return answered
    return Response(answered.body, 200, NO_STORE, content_type=answered.content_type)


@lru_cache(maxsize=16)  # a service has one group of functions
def _endpoints(names: tuple[str, ...], hosts: tuple[tuple[str, str], ...]) -> dict[str, str]:
    """Returns the name of each endpoint by its name and by its host name, which is a DNS label."""
    by_label = {_dns_label(name): name for name in names} | {host: name for name, host in hosts}
    return by_label | {name: name for name in names}


@cache
def _key_of(header: str) -> str:
    """Returns the key of a header in a WSGI environment (PEP 3333)."""
    return "HTTP_" + header.upper().replace("-", "_")


@cache
def _dns_label(name: str) -> str:
    return name.lower().replace("_", "-").replace(".", "-")


def _names_of_host(host: str) -> list[str]:
    """Returns the endpoint names that a host name can contain: its first labels, from all of them to only one."""
    labels = host.partition(":")[0][:_LONGEST_HOST].split(".")
    return [".".join(labels[:length]) for length in range(len(labels), 0, -1)]


class _Answer:
    """The answer to one request.

    name: the endpoint that is called.
    own_hosts: the names and host names of all endpoints of the service.
    environ: the WSGI environment. Creating Flask's header objects takes longer than the rest of this class.
    Raises Refusal if the caller may not send requests at all.
    """

    def __init__(
        self,
        name: str,
        function: Callable[..., Any],
        host: Optional[str],
        own_hosts: Iterable[str],
        environ: dict[str, Any],
    ) -> None:
        register(name, function, host)
        self._own_hosts = own_hosts
        self._name = name
        self._function = function
        self._began = time.perf_counter()
        self._environ = environ
        self._caller = caller_of(self._environ)
        self._call = received(self._header)
        self._context = new_context(self._call)
        self._longest = request_limit(self._caller.is_stranger)
        self._lossless = MEDIA_TYPE in self._header("Accept", "")
        self._gets_events = not self._lossless and name in SETTINGS.lambda_handlers
        self._reader = Reader((), self._caller.may_call, self._caller.is_stranger)
        self._memory: Reservation = self._environ.get(RESERVATION) or Reservation()

    def response(self) -> Answered:
        answered = self._answered()
        if isinstance(answered, Written):
            self._memory.keep(len(answered.body))
        elif answered.is_sequence:
            self._memory.keep(answered.content_length or 0)
        return answered

    def _answered(self) -> Answered:
        try:
            if self._caller.own_host is not None:
                self._caller.check_host(self._own_hosts)
            self._caller.check_token(self._name)
            args, kwargs = self._arguments()
            if self._call.left() <= 0:
                raise Refusal(504, "The caller's deadline passed before the call began.")
        except Refusal as refusal:
            return self._logged(refusal.response())
        before = snapshot(self._reader.containers)
        context = self._context
        try:
            self._reader.check(f"{self._name}()")
        except TypeError as error:
            return context.run(self._raised, error, 422, before)
        try:
            try:
                with LOAD:
                    value = context.run(self._function, *args, **kwargs)
            except TypeError as error:
                # A traceback without a frame of the function means that the arguments do not fit its signature.
                wrong_call = error.__traceback__ is not None and error.__traceback__.tb_next is None
                return context.run(self._raised, error, 422 if wrong_call else 500, before)
            return self._value(value, before, context)
        except Refusal as refusal:
            return self._logged(refusal.response())
        # The caller receives any exception of the function, even SystemExit and KeyboardInterrupt; the server continues.
        except BaseException as error:
            return context.run(self._raised, error, 500, before)

    def _header(self, name: str, default: str) -> str:
        value: str = self._environ.get(_key_of(name), default)
        return value

    def _arguments(self) -> tuple[list[Any], dict[str, Any]]:
        method = self._environ["REQUEST_METHOD"]
        if method == "HEAD" and not self._gets_events:
            raise Refusal(405, "HEAD would run the function and discard its value; use GET or POST.")
        length = int(self._environ.get("CONTENT_LENGTH") or 0)
        if length > self._longest:
            raise Refusal(413, f"The arguments take {too_long(length, self._longest)}.", self._drain)
        if self._gets_events:
            about = LambdaContext(self._name, self._call)
            hide_token(self._environ)
            return [event_of(self._environ, bytes(self._body(PER_CHARACTER)), about), about], {}
        in_body = method == "POST" and media_type(self._environ) in JSON_TYPES
        try:
            if in_body:
                text = self._body(PER_CHARACTER).decode("utf-8")
                self._memory.for_arguments(text, self._lossless)
                document = loads(text)
            else:
                if method == "POST":
                    fields = self._fields(length)
                    if request_values.are_named(fields):
                        return self._named(fields, {})
                    query = request_values.texts(fields)
                else:
                    query = request_values.query(self._environ)
                    # A stub never names parameters: its values have tags.
                    if not self._lossless and request_values.are_named(query):
                        return self._named(query, {})
                text = "".join(value for _, value in query)
                self._memory.for_arguments(text, self._lossless)
                document = {name: loads(value) for name, value in query}
                if len(document) < len(query):
                    raise Refusal(400, "A query parameter occurs twice; send args and kwargs at most once each, as JSON.")
            if in_body and not self._lossless and isinstance(document, dict):
                members = request_values.without_unset(document)
                if request_values.are_named(members.items()):
                    self._memory.for_arguments(text, True)
                    return self._named(request_values.query(self._environ), members)
                document = members
        except (ValueError, RecursionError) as error:
            raise Refusal(400, f"The arguments are not JSON in UTF-8: {error}.") from None
        if not isinstance(document, dict) or not document.keys() <= {"args", "kwargs"}:
            raise Refusal(400, "Expected args, a JSON array, and kwargs, a JSON object, and nothing else.")
        args, kwargs = document.get("args", []), document.get("kwargs", {})
        if not isinstance(args, list) or not isinstance(kwargs, dict):
            raise Refusal(400, 'Expected args like ["example"], a JSON array, and kwargs like {"name": "x"}, an object.')
        if not self._lossless:
            return args, kwargs
        # `__setstate__` of the program's classes runs while the arguments are read.
        return self._context.run(self._read, args, kwargs, may_have_tags(text))

    def _fields(self, length: int) -> request_values.Values:
        """Returns the names and values of a POST whose body is not JSON, and of its query."""
        given = media_type(self._environ)
        fields: request_values.Values = [*request_values.query(self._environ)]
        if self._lossless:
            raise Refusal(415, request_values.unsupported(given))
        if given in request_values.FORMS:
            return fields + request_values.form(self._environ, given, bytes(self._body(PER_BYTE_OF_FORM)))
        if not given and not length and "HTTP_TRANSFER_ENCODING" not in self._environ:
            return fields
        name = parameters_of(self._function).of_whole_body()
        if not name:
            raise Refusal(415, request_values.unsupported(given))
        return [*fields, (name, Part(bytes(self._body(PER_BYTE)), True))]

    def _named(
        self, fields: Iterable[tuple[str, str | Part]], members: dict[str, Any]
    ) -> tuple[list[Any], dict[str, Any]]:
        try:
            return parameters_of(self._function).bound(fields, members)
        except InvalidParameters as error:
            if self._caller.error_details == NONE:
                raise Refusal(422, GENERAL[422]) from None
            raise Refusal(422, error.detail, errors=error.errors) from None

    def _body(self, memory: int) -> bytearray:
        """Returns the whole body; an incomplete one is refused (RFC 9112 §8).

        memory: the bytes of memory for each byte.
        """
        body = bytearray()  # a list of parts would take forty times the memory if each part is one byte
        try:
            while part := self._environ["wsgi.input"].read(_PART):
                body += part
                if len(body) > self._longest:
                    raise Refusal(413, f"The arguments take {too_long(len(body), self._longest)}.", self._drain)
                self._memory.for_part_of_body(len(body), self._drain)
        except TooSlow:
            raise Refusal(408, body_too_slow()) from None
        except Disconnected:
            raise Refusal(400, "The body ended early.") from None
        except InvalidBody as error:
            raise Refusal(400, f"The body is not what its header announces (RFC 9112, section 6.3): {error}.") from None
        self._memory.for_body(len(body), memory)
        return body

    def _drain(self) -> None:
        """Reads the rest of a refused request: many clients read the response only after they have sent everything."""
        left = SETTINGS.max_bytes
        with contextlib.suppress(Disconnected, InvalidBody, TooSlow):
            while left > 0 and (part := self._environ["wsgi.input"].read(_PART)):
                left -= len(part)

    def _read(self, args: list[Any], kwargs: dict[str, Any], tagged: bool) -> tuple[list[Any], dict[str, Any]]:
        if not tagged:
            self._reader.count([*args, *kwargs.values()])
            return args, kwargs
        try:
            positional, named = self._reader.read_arguments(args, kwargs)
            if self._reader.is_stranger:
                self._reader.check_expansion([*positional, *named.values()])
            return positional, named
        except ValueError as error:
            reason = "" if self._caller.error_details == NONE else f": {error}"
            raise Refusal(400, f"The arguments cannot be read{reason}.") from None

    def _value(self, value: Any, before: Snapshot, context: Context) -> Answered:
        if isinstance(value, CoroutineType):
            import asyncio

            with LOAD:
                value = context.run(asyncio.run, value)
        elif isinstance(value, AsyncGeneratorType):
            value = synchronous(value)
        # In the lossless form an iterator of one of the program's classes is an instance, not a stream.
        if values.is_lazy(value) and not (self._lossless and instance_codec.layout_of(type(value))):
            details = self._caller.error_details
            arguments = before if self._lossless else None
            stream = Stream(value, context, self._call, arguments, details, self._log_withheld, self._log)
            content_type = STREAM_TYPE if self._lossless else "application/json"
            return Response(stream, 200, NO_STORE, content_type=content_type)
        return self._logged(context.run(self._returned, value, before))

    def _returned(self, value: Any, before: Snapshot) -> Answered:
        if self._gets_events:
            return response_of(value, self._name)
        if not self._lossless:
            return self._raw(value) or self._ok(to_bytes(lossy_json.dumps(value)), "application/json")
        writer = Writer(self._reader.containers)
        changed = before.changed()
        try:
            if not changed:
                return self._ok(to_bytes(writer.write(value)), MEDIA_TYPE)
            answered = {"$return": [writer.encode(value), writer.changes(changed)]}
        except UNWRITABLE as error:
            raise type(error)(f"{self._name}(), its value or a changed argument: {error}") from None
        return self._ok(to_bytes(json.dumps(answered)), MEDIA_TYPE)

    def _raised(self, error: BaseException, status: int, before: Snapshot) -> Answered:
        details = self._caller.error_details
        if details != FULL:
            if status == 500:
                self._log_withheld(error)
            return self._logged(raised(error, status, details))
        writer = Writer(self._reader.containers)
        members = {"exception": writer.encode(error)}
        try:
            changed = writer.changes(before.changed())
        except UNWRITABLE:  # an argument now contains a value that cannot be sent; the function's exception matters more
            changed = []
        if changed:
            members["changes"] = changed
        return self._logged(raised(error, status, details, **members))

    def _log_withheld(self, error: BaseException) -> None:
        """Logs an exception that the caller does not get completely."""
        OUTPUT.event(event="exception", function=self._name, trace=self._call.trace, traceback=exceptions.text(error))

    def _logged(self, answered: Answered) -> Answered:
        self._log(200 if isinstance(answered, Written) else answered.status_code)
        return answered

    def _log(self, status: int) -> None:
        milliseconds = (time.perf_counter() - self._began) * 1000
        OUTPUT.call(self._name, status, milliseconds, self._call.trace)

    def _raw(self, value: Any) -> Optional[Answered]:
        """Returns a response with bytes or a file as such, or None if it is another value or the caller prefers JSON."""
        body = raw_results.raw_body(value)
        kind = "" if body is None else raw_results.media_type_of(self._name, self._function)
        if body is None or not raw_results.prefers(self._header("Accept", ""), kind):
            return None
        return self._ok(body, kind) if isinstance(body, bytes) else Response(body, 200, NO_STORE, content_type=kind)

    def _ok(self, body: bytes, content_type: str) -> Written:
        if len(body) > SETTINGS.max_bytes:
            raise Refusal(500, f"The value of {self._name}() takes {too_long(len(body))}.")
        return Written(body, content_type)
