"""A value as text that two processes can compare: exact types, order, and which containers are one and the same."""
from __future__ import annotations

import enum
import hashlib
import re
import sys
import types
from collections import defaultdict, deque
from collections.abc import Iterator
from typing import Any

_ADDRESS = re.compile(r" at 0x[0-9a-f]+")
_LITERALS = (str, bytes, bool, int, float, complex, type(None), type(...), range, slice)


_HEAP_TYPE = 1 << 9  # Py_TPFLAGS_HEAPTYPE: of a class that is written in Python

_LONGEST = 4000  # characters of a text that are kept


def describe(value: Any) -> str:
    """Returns the text of a value."""
    return _shortened(_Description().of(value))


def describe_call(args: tuple[Any, ...], kwargs: dict[str, Any], *outcome: Any) -> str:
    """Returns the text of a call's arguments, and of what came of it where that is known, as belonging together."""
    description = _Description()
    positional = [description.of(value) for value in args]
    keywords = [f"{name}={description.of(value)}" for name, value in kwargs.items()]
    arguments = f"({', '.join(positional + keywords)})"
    return _shortened(arguments + "".join(f" -> {description.of(value)}" for value in outcome))


def _shortened(text: str) -> str:
    """Returns a text whose end, where it is long, is only its checksum."""
    if len(text) <= _LONGEST:
        return text
    return f"{text[:_LONGEST]}… {hashlib.sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()}"


class _Description:
    """Numbers all containers in the order in which they begin; one that comes again is only its number."""

    def __init__(self) -> None:
        self._numbers: dict[int, int] = {}
        self._kept: list[Any] = []  # so that no other object gets the address of one that was described

    def of(self, value: Any) -> str:
        kind = type(value)
        if kind is int and abs(value) >> 8192:
            return hex(value)
        if kind in _LITERALS:
            return _ADDRESS.sub("", repr(value)) if kind is str else repr(value)
        if isinstance(value, (types.FunctionType, types.BuiltinFunctionType, type)):
            return f"<{value.__name__}>"
        if isinstance(value, enum.Enum):
            return str(value)
        if isinstance(value, tuple) and not hasattr(value, "__dict__"):
            comma = "," * (len(value) == 1)
            return f"{_name(kind, tuple)}({self._all(value)}{comma})"
        if isinstance(value, frozenset):
            return f"{_name(kind)}{{{', '.join(sorted(map(self.of, value)))}}}"
        if isinstance(value, (list, dict, set, bytearray, deque, BaseException)) or _is_of_program(kind):
            return self._numbered(value)
        if isinstance(value, Iterator):
            return "<iterator>"
        if hasattr(value, "dtype") and hasattr(value, "tolist"):
            return f"{_name(kind)}[{value.dtype}, {value.shape}, {value.tolist()!r}]"
        return f"{_name(kind)} {_ADDRESS.sub('', repr(value))}"

    def _numbered(self, value: Any) -> str:
        number = self._numbers.setdefault(id(value), len(self._numbers))
        if number < len(self._kept):
            return f"<the same as {number}>"
        self._kept.append(value)
        kind = type(value)
        if isinstance(value, list):
            return f"{_name(kind, list)}[{self._all(value)}]"
        if isinstance(value, dict):
            factory = f"{self.of(value.default_factory)}, " if isinstance(value, defaultdict) else ""
            items = ", ".join(f"{self.of(key)}: {self.of(item)}" for key, item in value.items())
            return f"{_name(kind, dict)}{{{factory}{items}}}"
        if isinstance(value, set):
            return f"{_name(kind)}{{{', '.join(sorted(map(self.of, value)))}}}"
        if isinstance(value, bytearray):
            return repr(value)
        if isinstance(value, deque):
            return f"deque[{value.maxlen}: {self._all(value)}]"
        if isinstance(value, BaseException):
            return self._exception(value)
        return self._instance(value)

    def _instance(self, value: Any) -> str:
        slots = [name for kind in type(value).__mro__ for name in vars(kind).get("__slots__", ())]
        attributes = {name: getattr(value, name) for name in slots if hasattr(value, name)}
        attributes.update(getattr(value, "__dict__", {}))
        parts = [base.__repr__(value) for base in (str, bytes, int, float, complex) if isinstance(value, base)]
        parts += [f"{name}={self.of(attribute)}" for name, attribute in sorted(attributes.items())]
        return f"{_name(type(value))}({', '.join(parts)})"

    def _exception(self, error: BaseException) -> str:
        parts = [self._all(error.args)]
        parts += [f"{name}={self.of(value)}" for name, value in sorted(vars(error).items())]
        if isinstance(error, OSError):
            parts.append(f"filename={error.filename!r}")
        if hasattr(error, "exceptions"):
            parts.append(f"exceptions={self.of(list(error.exceptions))}")
        if error.__cause__ is not None:
            parts.append(f"cause={self.of(error.__cause__)}")
        if error.__context__ is not None and error.__context__ is not error.__cause__:
            parts.append(f"context={self.of(error.__context__)}")
        if error.__suppress_context__:
            parts.append("from")
        return f"{_name(type(error))}({', '.join(filter(None, parts))})"

    def _all(self, values: Any) -> str:
        return ", ".join(map(self.of, values))


def _is_of_program(kind: type) -> bool:
    return kind.__module__.partition(".")[0] not in sys.stdlib_module_names and kind.__flags__ & _HEAP_TYPE != 0


def _name(kind: type, usual: Any = None) -> str:
    if kind is usual:
        return ""
    return kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"
