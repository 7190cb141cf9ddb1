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

# The folder of the whole runtime, whose frames are not part of the program.
_PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__))) + os.sep

# Frames of one traceback that are sent: these many of the outermost and of the innermost. Each service on the way adds
# its own, and a recursion over services has a thousand.
_OUTERMOST, _INNERMOST = 40, 60

def describe(error: BaseException, encode: Part) -> dict[str, Any]:
    """Converts an exception to JSON values.

    encode: returns the node of any value, or of its text if it cannot be sent: an exception always arrives.
    """
    constructor, attributes = _state(error)
    described: dict[str, Any] = {
        "classes": [
            class_lookup.place_of(c) for c in type(error).__mro__ if issubclass(c, BaseException)
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
    """Returns the exception that was described: of its own class if this process has it, else of the nearest ancestor.

    Only code of the interpreter's own classes makes it: what a constructor would do has been done where it was raised.
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
        _give(error, "__cause__", decode(described["cause"]))
    if "context" in described:
        _give(error, "__context__", decode(described["context"]))
    _give(error, "__suppress_context__", described.get("suppress", False))
    return BaseException.with_traceback(error, _traceback(described["frames"]))


def throw(error: BaseException) -> NoReturn:
    """Raises an exception that arrived, with the exception that is handled here at the end of its chain of contexts.

    Python would replace its `__context__`.
    """
    handled, context = sys.exc_info()[1], error.__context__
    last = error
    while last.__context__ is not None:
        last = last.__context__
    if last is not error:
        _give(last, "__context__", handled)
    try:
        raise error
    finally:
        if context is not None:
            _give(error, "__context__", context)


def text(error: BaseException) -> str:
    """Returns the traceback as Python prints it, without the frames of this package."""
    described = traceback.TracebackException.from_exception(error)
    _clean(described)
    return "".join(described.format())


def name(error: BaseException) -> str:
    """Returns the name of an exception's class as the end of a traceback shows it."""
    kind = type(error)
    plain = kind.__module__ in ("builtins", "__main__")
    return kind.__qualname__ if plain else f"{kind.__module__}.{kind.__qualname__}"


def message(error: BaseException) -> str:
    """Returns the message of an exception as a traceback shows it."""
    try:
        return str(error)
    except Exception:  # the program's code can raise any exception
        return f"<exception str() failed for {name(error)}>"


def _clean(described: traceback.TracebackException) -> None:
    described.stack[:] = [_placed(frame) for frame in described.stack if not frame.filename.startswith(_PACKAGE)]
    for other in (described.__cause__, described.__context__, *(getattr(described, "exceptions", None) or ())):
        if other is not None:
            _clean(other)


def _placed(frame: traceback.FrameSummary) -> traceback.FrameSummary:
    """Returns a frame that shows the user's own file and line, with the source line and columns it had."""
    _ = frame.line  # reads the source line now, while the frame still names the file that contains it
    before = frame.lineno or 1
    frame.filename, frame.lineno = source_map.place_of(frame.filename, before)
    end = getattr(frame, "end_lineno", None)  # since 3.11
    if end is not None:
        placed: Any = frame
        placed.end_lineno = end + frame.lineno - before
    return frame


def _state(error: BaseException) -> tuple[tuple[Any, ...], dict[str, Any]]:
    """Returns the constructor arguments of an exception's base class, which can differ from `args`, and its attributes."""
    # `__reduce__` of the built-in base contains what `args` omits, such as the file name of an OSError. The data of classes
    # written in Python is in their attributes.
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
    except (TypeError, ValueError):  # its `args` were changed, or it stands for another class
        error = base.__new__(kind, *arguments)
    _give(error, "args", arguments)
    return error


def _give(error: BaseException, name: str, value: Any) -> None:
    """Sets an attribute of the built-in class without calling `__setattr__` of a derived class."""
    getattr(BaseException, name).__set__(error, value)


def _set(slots: dict[str, Any], error: BaseException, name: str, value: Any) -> None:
    inner: Any = slots.get(name) or getattr(instance_codec.base_of(type(error)), name, None)
    try:
        if hasattr(inner, "__set__"):  # such as the `name` of an ImportError
            inner.__set__(error, value)
        else:
            error.__dict__[name] = value
    except AttributeError:  # read-only: then the constructor has set it
        pass


def _frames(trace: Optional[TracebackType]) -> list[list[Any]]:
    """Returns [file, line, function, source line] of each frame outside this package, outermost first."""
    frames = []
    for entry in traceback.extract_tb(trace):
        if not entry.filename.startswith(_PACKAGE):
            file, line = source_map.place_of(entry.filename, entry.lineno or 1)
            frames.append([file, line, entry.name, entry.line or ""])
    return frames if len(frames) <= _OUTERMOST + _INNERMOST else frames[:_OUTERMOST] + frames[-_INNERMOST:]


def _traceback(frames: list[list[Any]]) -> Optional[TracebackType]:
    trace = None
    for file, line, function, source in reversed(frames):
        _remember(file, line, source)
        # Without an instruction (-1) the columns are unknown, and none are underlined (PEP 657).
        trace = TracebackType(trace, _frame(file, line, function), -1, line)
    return trace


@functools.lru_cache(maxsize=1024)
def _frame(file: str, line: int, function: str) -> FrameType:
    """Returns a frame that shows as this place: the one in which a statement made up for it is executed."""
    code: CodeType = compile("\n" * (line - 1) + "frame = current()", file, "exec").replace(co_name=function)
    names: dict[str, Any] = {"current": sys._getframe, "__name__": function}
    exec(code, names)
    frame: FrameType = names["frame"]
    return frame


def _remember(file: str, line: int, source: str) -> None:
    """Adds a line of a file in another service to `linecache`."""
    if os.path.exists(file):
        return
    known: Any = linecache.cache.get(file, ())
    lines = known[2] if len(known) == 4 else []  # one element: not read yet
    lines.extend("\n" for _ in range(line - len(lines)))
    lines[line - 1] = source + "\n"
    linecache.cache[file] = (0, None, lines, file)  # without a modification time `linecache` does not look for the file


TAGS = (
    Tag(
        "exception",
        lambda content, reader: reader.exception(content),
        lambda value, writer: describe(value, writer.part_or_text),
        accepts=lambda value: isinstance(value, BaseException),
        counts=True,
    ),
)
