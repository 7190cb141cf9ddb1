"""Arrays and scalars of numpy, and arrays of the standard library.

Testing a value does not import numpy: a program that has a numpy value has imported it already.
"""
from __future__ import annotations

import binascii
import math
import re
import sys
from typing import Any

from .tags import Decoder, Part, Tag

# The most rows of an array without items: `tolist` returns a list for each of them.
LONGEST_EMPTY = 10_000
# A type of numpy's array interface. numpy would accept other texts, such as lists of fields with repetitions.
_TYPE = re.compile(r"[<>|=][A-Za-z][0-9]{0,10}(\[[0-9A-Za-z]{1,20}\])?")


def is_array(kind: type) -> bool:
    """Returns whether a type is an array type, whose items can be changed in place."""
    return (kind.__module__, kind.__name__) in (("numpy", "ndarray"), ("array", "array"))


def is_scalar(value: Any) -> bool:
    """Returns whether a value is a numpy scalar."""
    numpy = sys.modules.get("numpy")
    return numpy is not None and type(value).__module__ == "numpy" and isinstance(value, numpy.generic)


def contents(array: Any, part: Part) -> list[Any]:
    """Returns the contents of an array as a node, from which `make` and `fill` restore them."""
    if type(array).__module__ == "array":
        return [array.typecode, [part(item) for item in array]]
    if array.dtype.hasobject:
        return [_dtype(array.dtype), list(array.shape), "C", [part(item) for item in array.ravel().tolist()]]
    order = "F" if array.flags.f_contiguous and not array.flags.c_contiguous else "C"
    return [_dtype(array.dtype), list(array.shape), order, _base64(array.tobytes(order))]


def make(content: list[Any], part: Part) -> Any:
    """Returns a new array with these contents. Raises ValueError if it needs numpy and numpy is not installed."""
    if len(content) == 2:
        from array import array

        return array(content[0], [part(item) for item in content[1]])
    numpy = _numpy()
    dtype, shape, order, items = content
    _check_shape(shape)
    if isinstance(items, list):
        made = numpy.empty(len(items), dtype=object)
        made[:] = [part(item) for item in items]
        return made.reshape(shape)
    data = bytearray(binascii.a2b_base64(items))  # an array over `bytes` would be read-only
    return numpy.frombuffer(data, dtype=_type(numpy, dtype)).reshape(shape, order=order)


def _check_shape(shape: Any) -> None:
    """Raises ValueError if a shape is invalid, or describes more empty rows than LONGEST_EMPTY: no byte pays for them."""
    if type(shape) is not list or not all(type(length) is int and length >= 0 for length in shape):
        raise ValueError("expected the shape of an array, a list of lengths of at least 0")
    if 0 in shape and math.prod(shape[: shape.index(0)]) > LONGEST_EMPTY:
        raise ValueError(f"an array of more than {LONGEST_EMPTY:,} empty rows; send an array of the shape [0] instead")


def fill(array: Any, content: list[Any], part: Part) -> None:
    """Replaces the contents of an array."""
    made = make(content, part)
    if type(array).__module__ == "array":
        array[:] = made
        return
    if array.size != made.size:
        # Other arrays may be views of this one, and would refer to memory that a new size frees. An honest service sends no
        # other size, because its arrays do not own their memory and cannot be resized.
        raise ValueError(f"an array of {array.size} items cannot become one of {made.size}")
    if array.shape != made.shape:  # an assignment to `shape` also changes an array in place
        array.shape = made.shape
    array[...] = made


def state(array: Any) -> tuple[Any, Any]:
    """Returns the shape and the items of an array, which differ if the array's contents differ."""
    if type(array).__module__ == "array":
        return (), array.tolist()
    return array.shape, array.ravel().tolist() if array.dtype.hasobject else array.tobytes()


def _decode_scalar(content: Any, reader: Decoder) -> Any:
    numpy = _numpy()
    return numpy.frombuffer(binascii.a2b_base64(content[1]), dtype=_type(numpy, content[0]))[0]


def _tag(name: str, module: str) -> Tag:
    return Tag(
        name,
        lambda content, reader: reader.counted(lambda: make(content, reader.decode)),
        lambda value, writer: contents(value, writer.part),
        types=(f"{module}.{name}",),
        counts=True,
    )


def _numpy() -> Any:
    try:
        import numpy
    except ImportError:
        message = "received a numpy value, but numpy is not installed in this service; add numpy to its requirements"
        raise ValueError(message) from None
    return numpy


def _dtype(dtype: Any) -> Any:
    return dtype.str if dtype.names is None else dtype.descr


def _type(numpy: Any, described: Any) -> Any:
    if isinstance(described, str) and _TYPE.fullmatch(described) is None:
        raise ValueError(f"{described[:100]!r} is not a data type of an array")
    return numpy.dtype(described if isinstance(described, str) else [_field(field) for field in described])


def _field(field: list[Any]) -> tuple[Any, ...]:
    """Returns a field in the form that numpy accepts; in JSON its tuples have become arrays."""
    name, kind, *shape = field
    kind = kind if isinstance(kind, str) else [_field(inner) for inner in kind]
    return (tuple(name) if isinstance(name, list) else name, kind, *map(tuple, shape))


def _base64(data: bytes) -> str:
    return binascii.b2a_base64(data, newline=False).decode("ascii")


TAGS = (
    _tag("array", "array"),
    _tag("ndarray", "numpy"),
    Tag(
        "numpy",
        _decode_scalar,
        lambda value, writer: [_dtype(value.dtype), _base64(value.tobytes())],
        accepts=is_scalar,
    ),
)
