"""Exceptions in the wire format, with their attributes, causes and tracebacks."""
from __future__ import annotations

import functools
import os
import sys
import traceback
from collections.abc import Callable
from contextlib import suppress
from types import CodeType, FrameType, GetSetDescriptorType, MemberDescriptorType, TracebackType
from typing import Any, NoReturn, Optional

from .. import source_map
from . import class_lookup, instance_codec, remote_lines, values
from .tags import Part, Tag

# The directory of the runtime, whose frames tracebacks omit.
_PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__))) + os.sep

# The most frames of one traceback that are sent, outermost and innermost. Each service that an exception passes adds its
# own frames; a recursion across services reaches a thousand.
_OUTERMOST, _INNERMOST = 40, 60
# The greatest line number of a frame that is read.
_LAST_LINE = 10_000_000

# The most exceptions in groups of which a traceback shows each. One object may be in many groups, and is shown in each.
_MOST_IN_GROUPS = 1000

_STATEMENT: CodeType = compile("frame = current()", "", "exec")
_UNSET = object()


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
    if error.__context__ is not None:
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
    names = [_class_name(each) for each in described["classes"]]
    arguments = tuple(decode(argument) for argument in values.array(described["args"]))
    constructor = tuple(decode(argument) for argument in values.array(described.get("constructor", []))) or arguments
    found = [class_lookup.find(module, name, BaseException) for module, name in names]
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
    _make_printable(error)
    return BaseException.with_traceback(error, _traceback(described["frames"]))


def _make_printable(error: BaseException) -> None:
    """Replaces members that Python trusts when it prints a traceback, if printing them would do harm.

    An honest service sends such values only if its program has made them up.
    """
    members = _members_of(instance_codec.base_of(type(error)))
    if isinstance(error, UnicodeError):
        for name in members.keys() & {"start", "end"}:
            # `str` of a UnicodeDecodeError reads memory outside of its bytes.
            if members[name].__get__(error) < 0:
                members[name].__set__(error, 0)
    elif isinstance(error, ImportError) and "name_from" in members:  # since 3.12
        # To suggest a name, `traceback` imports the module.
        module = members["name"].__get__(error)
        if type(module) is not str or module not in sys.modules:
            members["name_from"].__set__(error, None)
    elif isinstance(error, SyntaxError):
        _limit_offsets(error, members)


def _limit_offsets(error: SyntaxError, members: dict[str, Any]) -> None:
    """Limits the offsets to the source line: up to Python 3.12 as many carets are printed as are between them."""
    text, first, last = (members[name].__get__(error) if name in members else None for name in ("text", "lineno", "end_lineno"))
    if not isinstance(text, str):
        return  # no carets are printed
    longest = 4 * str.__len__(text) + 1  # some releases count bytes
    ends_here = not (type(first) is type(last) is int and first != last)
    for name in members.keys() & ({"offset", "end_offset"} if ends_here else {"offset"}):
        offset = members[name].__get__(error)
        if offset is not None and (type(offset) is not int or not -1 <= offset <= longest):
            members[name].__set__(error, longest if type(offset) is int and offset > longest else None)


def _class_name(described: Any) -> tuple[str, str]:
    module, name = described
    if type(module) is not str or type(name) is not str:
        raise ValueError("expected the module and the qualified name of an exception class")
    return module, name


def throw(error: BaseException) -> NoReturn:
    """Raises a received exception and appends the exception being handled here to its chain of contexts.

    A plain `raise` would replace its `__context__`.
    """
    handled, context = sys.exc_info()[1], error.__context__
    last = _end_of_contexts(error, handled)
    if last is not None and last is not error:
        _set_builtin(last, "__context__", handled)
    try:
        raise error
    finally:
        if context is not None:
            _set_builtin(error, "__context__", context)


def _end_of_contexts(error: BaseException, handled: Optional[BaseException]) -> Optional[BaseException]:
    """Returns the last exception in a chain of contexts, or None if the chain has no end or contains `handled`."""
    seen: set[int] = set()
    last = error
    while last.__context__ is not None:
        seen.add(id(last))
        last = last.__context__
        if id(last) in seen or last is handled:
            return None
    return last


def text(error: BaseException) -> str:
    """Returns the traceback as Python prints it, without the frames of this package.

    Returns only its last line if the groups in it contain too many exceptions, or if it cannot be printed, such as a SyntaxError
    whose offset is a text.
    """
    if not _are_groups_short(error):
        return f"{name(error)}: {message(error)}\n"
    try:
        described = traceback.TracebackException.from_exception(error)
        _clean(described)
        return "".join(described.format())
    except Exception:  # up to Python 3.10 the module `traceback` is recursive; it also trusts members that anybody can set
        return f"{name(error)}: {message(error)}\n"


def _are_groups_short(error: BaseException) -> bool:
    """Returns whether a traceback shows at most `_MOST_IN_GROUPS` exceptions in groups (PEP 654)."""
    shown = 0
    chained = {id(error)}
    found = [error]
    while found:
        each = found.pop()
        for other in (each.__cause__, each.__context__):
            if other is not None and id(other) not in chained:
                chained.add(id(other))
                found.append(other)
        parts = getattr(each, "exceptions", None)
        if type(parts) is tuple:
            found += [part for part in parts if isinstance(part, BaseException)]
            shown += len(parts)
            if shown > _MOST_IN_GROUPS:
                return False
    return True


def name(error: BaseException) -> str:
    """Returns the name of an exception's class as in the last line of a traceback."""
    kind = type(error)
    plain = kind.__module__ in ("builtins", "__main__")
    return kind.__qualname__ if plain else f"{kind.__module__}.{kind.__qualname__}"


def message(error: BaseException) -> str:
    """Returns the message of an exception as in the last line of a traceback."""
    try:
        return str(error)
    except BaseException:  # the user's code may raise anything, and Python's own traceback catches it too
        return f"<exception str() failed for {name(error)}>"


def _clean(described: traceback.TracebackException) -> None:
    found = [described]
    for each in found:
        each.stack[:] = [_mapped(frame) for frame in each.stack if not frame.filename.startswith(_PACKAGE)]
        others = (each.__cause__, each.__context__, *(getattr(each, "exceptions", None) or ()))
        found += [other for other in others if other is not None]


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
    members = _changed_members(base, reduced[1], error)
    return reduced[1], {**(inner or {}), **members, **instance_codec.own_attributes(error)}


def _changed_members(base: Any, constructor: tuple[Any, ...], error: BaseException) -> dict[str, Any]:
    """Returns the members that an exception has in C, such as `NameError.name`, unless its constructor sets them.

    base: the class of the interpreter or of an extension that defines the members.
    """
    members = _members_of(base)
    if not members:
        return {}
    try:
        fresh = base.__new__(base, *constructor)
        base.__init__(fresh, *constructor)
    except Exception:  # its `args` were changed
        fresh = base.__new__(base)
    changed = {}
    for name, member in members.items():
        value = _value_of(member, error)
        if value is not _UNSET and not _is_same(value, _value_of(member, fresh)):
            with suppress(AttributeError, TypeError):  # a read-only member, which only the constructor sets
                member.__set__(fresh, value)
                changed[name] = value
    return changed


@functools.lru_cache(maxsize=256)
def _members_of(base: type) -> dict[str, Any]:
    """Returns the members in C of an exception class, without those of `BaseException`."""
    return {
        name: member
        for each in reversed(base.__mro__)
        if issubclass(each, BaseException) and each is not BaseException
        for name, member in vars(each).items()
        if isinstance(member, (GetSetDescriptorType, MemberDescriptorType)) and not name.startswith("__")
    }


def _value_of(member: Any, error: BaseException) -> Any:
    try:
        return member.__get__(error)
    except (AttributeError, TypeError):  # for example `OSError.characters_written`, `UnicodeError.object`
        return _UNSET


def _is_same(one: Any, other: Any) -> bool:
    # Other types are not compared, because that may run code of the program.
    return one is other or (type(one) is type(other) and type(one) in (int, str, bytes) and bool(one == other))


def _instance(
    found: list[Optional[type[BaseException]]], constructor: tuple[Any, ...], arguments: tuple[Any, ...]
) -> BaseException:
    kind = next((c for c in found if c is not None and not instance_codec.is_finalized(c)), Exception)
    base: Any = instance_codec.base_of(kind)
    try:
        error: BaseException = base.__new__(kind, *constructor)
        base.__init__(error, *constructor)
    except (TypeError, ValueError):  # its `args` were changed, or `kind` is a base of the original class
        error = _without_constructor(kind, base, arguments)
    _set_builtin(error, "args", arguments)
    return error


def _without_constructor(kind: Any, base: Any, arguments: tuple[Any, ...]) -> BaseException:
    try:
        made: BaseException = base.__new__(kind, *arguments)
    except (TypeError, ValueError):  # an exception group, whose `__new__` requires its parts
        made = Exception.__new__(Exception)
    return made


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
    except (AttributeError, TypeError):  # a read-only attribute, which the constructor has set
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
    if len(frames) > _OUTERMOST + _INNERMOST:
        raise ValueError(f"expected at most {_OUTERMOST + _INNERMOST} frames of a traceback, but got {len(frames)}")
    trace = None
    for file, line, function, source in reversed(frames):
        if not (type(file) is type(function) is type(source) is str and type(line) is int and 0 <= line <= _LAST_LINE):
            raise ValueError("expected the file, the line number, the function and the source line of a frame")
        # Instruction -1 means that the columns are unknown, so Python underlines none (PEP 657).
        trace = TracebackType(trace, _frame(file, line, function, source), -1, line)
    return trace


def _frame(file: str, line: int, function: str, source: str) -> FrameType:
    """Returns a frame with this file, line and function name. It is the frame of a statement of this module."""
    code = _STATEMENT.replace(co_filename=file, co_firstlineno=line, co_name=function)
    names: dict[str, Any] = {"current": sys._getframe, "__name__": function, "source": remote_lines.show(file, line, source)}
    exec(code, names)
    frame: FrameType = names.pop("frame")  # a reference of the frame to itself would keep it until the next collection
    return frame


TAGS = (
    Tag(
        "exception",
        lambda content, reader: reader.exception(content),
        lambda value, writer: describe(value, writer.part_or_text),
        accepts=lambda value: isinstance(value, BaseException),
        counts=True,
    ),
)
