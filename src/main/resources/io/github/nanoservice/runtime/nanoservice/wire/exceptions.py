"""Exceptions in the wire format, with their attributes, causes and tracebacks."""
from __future__ import annotations

import functools
import linecache
import os
import sys
import traceback
from collections.abc import Callable
from types import CodeType, FrameType, TracebackType
from typing import Any, NoReturn, Optional

from .. import source_map
from . import class_lookup, instance_codec
from .tags import Part, Tag

# The directory of the runtime, whose frames tracebacks omit.
_PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__))) + os.sep

# The most frames of one traceback that are sent, outermost and innermost. Each service that an exception passes adds its
# own frames; a recursion across services reaches a thousand.
_OUTERMOST, _INNERMOST = 40, 60


def describe(error: BaseException, encode: Part) -> dict[str, Any]:
    """Returns the content of `$exception` for an exception.

    encode: returns the node of a value, or of its `repr` if the value cannot be sent, so that an exception can always be sent.
    """
    constructor, attributes = _state(error)
    described: dict[str, Any] = {
        "classes": [
            class_lookup.name_parts(c) for c in type(error).__mro__ if issubclass(c, BaseException)
        ],
        "args": [encode(argument) for argument in error.args],
        "frames": _frames(error.__traceback__),
    }
    if constructor is not error.args:
        described["constructor"] = [encode(argument) for argument in constructor]
    if attributes:
        described["attributes"] = {name: encode(value) for name, value in attributes.items()}
    if error.__cause__ is not None:
        described["cause"] = encode(error.__cause__)
    if error.__context__ is not None and error.__context__ is not error.__cause__:
        described["context"] = encode(error.__context__)
    if error.__suppress_context__:
        described["suppress"] = True
    return described


def restore(
    described: dict[str, Any], decode: Part, made: Callable[[BaseException], None] = lambda error: None
) -> BaseException:
    """Returns the described exception: of its own class if this process has it, otherwise of the nearest base class.

    Runs no constructor of the program's classes: the constructor has run in the service that raised the exception.
    made: called with the exception before its attributes and its cause are read.
    """
    arguments = tuple(decode(argument) for argument in described["args"])
    constructor = tuple(decode(argument) for argument in described.get("constructor", [])) or arguments
    found = [class_lookup.find(module, name, BaseException) for module, name in described["classes"]]
    error = _instance(found, constructor, arguments)
    made(error)
    kind: Any = type(error)
    for name, value in described.get("attributes", {}).items():
        _set(instance_codec.slots_of(kind), error, name, decode(value))
    if "cause" in described:
        _set_builtin(error, "__cause__", decode(described["cause"]))
    if "context" in described:
        _set_builtin(error, "__context__", decode(described["context"]))
    _set_builtin(error, "__suppress_context__", described.get("suppress", False))
    return BaseException.with_traceback(error, _traceback(described["frames"]))


def throw(error: BaseException) -> NoReturn:
    """Raises a received exception and appends the exception being handled here to its chain of contexts.

    A plain `raise` would replace its `__context__`.
    """
    handled, context = sys.exc_info()[1], error.__context__
    last = error
    while last.__context__ is not None:
        last = last.__context__
    if last is not error:
        _set_builtin(last, "__context__", handled)
    try:
        raise error
    finally:
        if context is not None:
            _set_builtin(error, "__context__", context)


def text(error: BaseException) -> str:
    """Returns the traceback as Python prints it, without the frames of this package."""
    described = traceback.TracebackException.from_exception(error)
    _clean(described)
    return "".join(described.format())


def name(error: BaseException) -> str:
    """Returns the name of an exception's class as in the last line of a traceback."""
    kind = type(error)
    plain = kind.__module__ in ("builtins", "__main__")
    return kind.__qualname__ if plain else f"{kind.__module__}.{kind.__qualname__}"


def message(error: BaseException) -> str:
    """Returns the message of an exception as in the last line of a traceback."""
    try:
        return str(error)
    except Exception:  # the user's code may raise anything
        return f"<exception str() failed for {name(error)}>"


def _clean(described: traceback.TracebackException) -> None:
    described.stack[:] = [_mapped(frame) for frame in described.stack if not frame.filename.startswith(_PACKAGE)]
    for other in (described.__cause__, described.__context__, *(getattr(described, "exceptions", None) or ())):
        if other is not None:
            _clean(other)


def _mapped(frame: traceback.FrameSummary) -> traceback.FrameSummary:
    """Returns a frame with the user's own file and line, and with its source line and columns unchanged."""
    _ = frame.line  # caches the source line while the frame still has the name of the file that contains it
    before = frame.lineno or 1
    frame.filename, frame.lineno = source_map.source_location(frame.filename, before)
    end = getattr(frame, "end_lineno", None)  # since 3.11
    if end is not None:
        mapped: Any = frame
        mapped.end_lineno = end + frame.lineno - before
    return frame


def _state(error: BaseException) -> tuple[tuple[Any, ...], dict[str, Any]]:
    """Returns the constructor arguments of an exception's base, which may differ from its `args`, and its attributes."""
    # `__reduce__` returns what `args` omits, such as the file name of an OSError. The base's own method is called: the state
    # of a class that is written in Python is in its attributes.
    base: Any = instance_codec.base_of(type(error))
    reduced = base.__reduce__(error)
    inner = reduced[2] if len(reduced) == 3 else None
    return reduced[1], {**(inner or {}), **instance_codec.own_attributes(error)}


def _instance(
    found: list[Optional[type[BaseException]]], constructor: tuple[Any, ...], arguments: tuple[Any, ...]
) -> BaseException:
    kind = next((c for c in found if c is not None), Exception)
    base: Any = instance_codec.base_of(kind)
    try:
        error: BaseException = base.__new__(kind, *constructor)
        base.__init__(error, *constructor)
    except (TypeError, ValueError):  # its `args` were changed, or `kind` is a base of the original class
        error = base.__new__(kind, *arguments)
    _set_builtin(error, "args", arguments)
    return error


def _set_builtin(error: BaseException, name: str, value: Any) -> None:
    """Sets an attribute of `BaseException` without calling a `__setattr__` of the class."""
    getattr(BaseException, name).__set__(error, value)


def _set(slots: dict[str, Any], error: BaseException, name: str, value: Any) -> None:
    inner: Any = slots.get(name) or getattr(instance_codec.base_of(type(error)), name, None)
    try:
        if hasattr(inner, "__set__"):  # for example `ImportError.name`
            inner.__set__(error, value)
        else:
            error.__dict__[name] = value
    except AttributeError:  # a read-only attribute, which the constructor has set
        pass


def _frames(trace: Optional[TracebackType]) -> list[list[Any]]:
    """Returns [file, line, function, source line] of each frame outside the runtime, outermost first."""
    frames = []
    for entry in traceback.extract_tb(trace):
        if not entry.filename.startswith(_PACKAGE):
            file, line = source_map.source_location(entry.filename, entry.lineno or 1)
            frames.append([file, line, entry.name, entry.line or ""])
    return frames if len(frames) <= _OUTERMOST + _INNERMOST else frames[:_OUTERMOST] + frames[-_INNERMOST:]


def _traceback(frames: list[list[Any]]) -> Optional[TracebackType]:
    trace = None
    for file, line, function, source in reversed(frames):
        _remember(file, line, source)
        # Instruction -1 means that the columns are unknown, so Python underlines none (PEP 657).
        trace = TracebackType(trace, _frame(file, line, function), -1, line)
    return trace


@functools.lru_cache(maxsize=1024)
def _frame(file: str, line: int, function: str) -> FrameType:
    """Returns a frame with this file, line and function name. It is the frame of a generated statement."""
    code: CodeType = compile("\n" * (line - 1) + "frame = current()", file, "exec").replace(co_name=function)
    names: dict[str, Any] = {"current": sys._getframe, "__name__": function}
    exec(code, names)
    frame: FrameType = names["frame"]
    return frame


def _remember(file: str, line: int, source: str) -> None:
    """Adds a line to `linecache`, for a file that exists only in another service."""
    if os.path.exists(file):
        return
    known: Any = linecache.cache.get(file, ())
    lines = known[2] if len(known) == 4 else []  # an entry of one element has not been loaded yet
    lines.extend("\n" for _ in range(line - len(lines)))
    lines[line - 1] = source + "\n"
    linecache.cache[file] = (0, None, lines, file)  # without a modification time, `checkcache` does not look for the file


TAGS = (
    Tag(
        "exception",
        lambda content, reader: reader.exception(content),
        lambda value, writer: describe(value, writer.part_or_text),
        accepts=lambda value: isinstance(value, BaseException),
        counts=True,
    ),
)
