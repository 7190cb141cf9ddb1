"""Binds parameters by name: `?text=milk&limit=3`, a JSON object, a form or a whole body become arguments of a function."""
from __future__ import annotations

import ast
import inspect
import sys
import typing
from collections.abc import Callable, Iterable
from functools import cache
from inspect import Parameter
from typing import Any, NamedTuple

from .value_types import ANYTHING, Mismatch, Part, ValueType, optional, shown, type_of

Arguments = tuple[list[Any], dict[str, Any]]

# The most wrong parameters that a message names.
_MOST_ERRORS = 5
# The most characters of a name in a message.
_LONGEST_NAME = 80


class InvalidParameters(Exception):
    """The parameters of a request do not fit the function.

    errors: for each wrong one `parameter`, its name, `expected`, and `given`, which is missing if nothing came.
    """

    def __init__(self, errors: list[dict[str, str]]) -> None:
        super().__init__(errors)
        self.errors = errors[:_MOST_ERRORS]

    @property
    def detail(self) -> str:
        """A sentence for each wrong parameter."""
        return " ".join(
            f"The parameter {error['parameter']!r}: expected {error['expected']}, but"
            f" {'got ' + error['given'] if 'given' in error else 'it is missing'}."
            for error in self.errors
        )


class _Given(NamedTuple):
    """What came for one name: texts and parts of a query or form, or else a value of a JSON object."""

    parts: list[str | Part]
    member: Any = None

    def read(self, accepted: ValueType) -> Any:
        return accepted.of_parts(self.parts) if self.parts else accepted.of_json(self.member)

    def items(self) -> list[_Given]:
        """Returns what came, one by one, for a parameter that takes several values."""
        if self.parts:
            return [_Given([part]) for part in self.parts]
        return [_Given([], item) for item in (self.member if type(self.member) is list else [self.member])]

    def shown(self) -> str:
        return f"{len(self.parts)} values" if len(self.parts) > 1 else shown(self.parts[0] if self.parts else self.member)


class _Named(NamedTuple):
    """A parameter and what it accepts."""

    parameter: Parameter
    accepts: ValueType

    @property
    def takes_several(self) -> bool:
        """Whether it is `*args`."""
        return self.parameter.kind is Parameter.VAR_POSITIONAL


class Parameters:
    """The parameters of one function; those of a decorator that sets `__wrapped__` are those of the wrapped function.

    result: the annotation of its result.
    """

    def __init__(self, function: Callable[..., Any]) -> None:
        signature = _signature(function)
        self.result = _resolved(signature.return_annotation, inspect.unwrap(function))
        every = [_Named(each, _accepted(each, function)) for each in signature.parameters.values()]
        self._rest = next((each for each in every if each.parameter.kind is Parameter.VAR_KEYWORD), None)
        self._named = {each.parameter.name: each for each in every if each is not self._rest}

    def of_whole_body(self) -> str:
        """Returns the name of the only parameter that is bytes or a file; an empty text if there is none or several."""
        names = [name for name, each in self._named.items() if each.accepts.is_binary]
        return names[0] if len(names) == 1 else ""

    def bound(self, given: Iterable[tuple[str, str | Part]], members: dict[str, Any]) -> Arguments:
        """Returns the positional and the keyword arguments of a call.

        given: names and values from a query and a form; a name can occur several times.
        members: names and values from a JSON object.

        Raises InvalidParameters for a wrong, an unknown and a missing one, and for a name in both.
        """
        came: dict[str, _Given] = {}
        for name, part in given:
            came.setdefault(name, _Given([])).parts.append(part)
        errors = [_error(name, "a value in the query or in the body", "both") for name in came if name in members]
        came.update((name, _Given([], member)) for name, member in members.items())
        values: dict[str, Any] = {}
        for name, one in came.items():
            if len(errors) >= _MOST_ERRORS:
                break  # a body of millions of unknown names would take much memory
            named = self._named.get(name, self._rest)
            if named is None:
                there = ", ".join(self._named) or "no parameters"
                errors.append(_error(name, f"one of the parameters of the function ({there})", one.shown()))
                continue
            try:
                values[name] = _value(named, one)
            except ValueError:
                expected = named.accepts.name if named.accepts.repeats or len(one.parts) < 2 else f"one {named.accepts.name}"
                errors.append(_error(name, expected, one.shown()))
        errors += [_error(name, self._named[name].accepts.name) for name in self._missing(came)]
        if errors:
            raise InvalidParameters(errors)
        return self._arguments(values)

    def _missing(self, came: dict[str, _Given]) -> list[str]:
        return [
            name
            for name, each in self._named.items()
            if name not in came and each.parameter.default is Parameter.empty and not each.takes_several
        ]

    def _arguments(self, values: dict[str, Any]) -> Arguments:
        """Passes by position what cannot be passed by name, and what is before that."""
        more = next((name for name, each in self._named.items() if each.takes_several), None)
        by_place = [
            each.parameter
            for name, each in self._named.items()
            if each.parameter.kind is Parameter.POSITIONAL_ONLY
            or (each.parameter.kind is Parameter.POSITIONAL_OR_KEYWORD and more in values)
        ]
        # Parameters after the last one that came keep their defaults, which a function can also read by its own means.
        while by_place and by_place[-1].name not in values and more not in values:
            by_place.pop()
        args = [values.pop(each.name, each.default) for each in by_place]
        return args + (values.pop(more, []) if more else []), values


def _value(named: _Named, given: _Given) -> Any:
    if named.takes_several:
        return [item.read(named.accepts) for item in given.items()]
    if len(given.parts) > 1 and not named.accepts.repeats:
        raise Mismatch
    return given.read(named.accepts)


def _error(name: str, expected: str, given: str = "") -> dict[str, str]:
    error = {"parameter": name[:_LONGEST_NAME], "expected": expected}
    return {**error, "given": given} if given else error


@cache
def parameters_of(function: Callable[..., Any]) -> Parameters:
    """Returns the parameters of a function, which are read once."""
    return Parameters(function)


def _signature(function: Callable[..., Any]) -> inspect.Signature:
    if sys.version_info >= (3, 14):
        import annotationlib

        # An annotation whose name is not there must not hide the others (PEP 649).
        return inspect.signature(function, annotation_format=annotationlib.Format.FORWARDREF)
    return inspect.signature(function)


def _accepted(parameter: Parameter, function: Callable[..., Any]) -> ValueType:
    annotation = parameter.annotation
    if annotation is Parameter.empty:
        return ANYTHING
    accepted = type_of(_resolved(annotation, inspect.unwrap(function)))
    return optional(accepted) if parameter.default is None else accepted


def _resolved(annotation: Any, function: Callable[..., Any]) -> Any:
    """Returns the object that an annotation names; `Any` if a name in it is not there, such as one of `TYPE_CHECKING`."""

    def annotated() -> None:
        pass

    # An expression of the program's own source, which Python would evaluate itself without PEP 563.
    annotated.__annotations__ = {"value": _without_bars(annotation) if isinstance(annotation, str) else annotation}
    names = getattr(function, "__globals__", {})
    try:
        return typing.get_type_hints(annotated, names, {"__Union": typing.Union}, include_extras=True)["value"]
    except Exception:  # an annotation can be any expression
        return Any


def _without_bars(annotation: str) -> str:
    """Returns an annotation with `Union[X, Y]` for `X | Y`, which Python before 3.10 cannot evaluate."""
    if sys.version_info >= (3, 10):
        return annotation
    return ast.unparse(_Bars().visit(ast.parse(annotation.strip(), mode="eval")))


class _Bars(ast.NodeTransformer):
    def visit_BinOp(self, node: ast.BinOp) -> ast.AST:
        both = ast.Tuple([self.visit(node.left), self.visit(node.right)], ast.Load())
        return ast.Subscript(ast.Name("__Union", ast.Load()), both, ast.Load())
