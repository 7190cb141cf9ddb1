"""A tag of the wire format: how values are written and how its content is read."""
from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple, Optional, Protocol

Part = Callable[[Any], Any]  # writes or reads one value that is part of another


class Work(Protocol):
    """Counts the work that a message causes beyond what its bytes pay for.

    has_decimals: whether the message contains a Decimal.
    """

    has_decimals: bool

    def add_keys(self, keys: list[Any]) -> list[Any]:
        """Returns the keys of a set or dictionary. Raises ValueError if hashing or comparing them takes too many steps."""

    def add_pattern(self, text: Any, flags: int) -> None:
        """Counts the text of a regular expression. Raises ValueError if compiling it takes too many steps."""


class Encoder(Protocol):
    """The part of a writer that tags use.

    depth: levels of containers around what is being written.
    """

    depth: int

    def part(self, value: Any) -> Any:
        """Returns the node of a value that is part of another. Raises one of `UNWRITABLE` if it cannot be written."""

    def part_or_text(self, value: Any) -> Any:
        """Returns the node of a value, or of its `repr` if it cannot be written."""

    def count(self, container: Any) -> None:
        """Assigns the next number to a container."""

    def iterator(self, iterator: Any) -> list[Any]:
        """Returns the content of `$iterator`."""


class Decoder(Protocol):
    """The part of a reader that tags use."""

    @property
    def work(self) -> Work:
        """The work that reading the message takes."""

    @property
    def may_call(self) -> Callable[[str], bool]:
        """Returns whether the sender may call an endpoint."""

    @property
    def is_stranger(self) -> bool:
        """Whether this process has a token and the sender does not."""

    def decode(self, node: Any) -> Any:
        """Returns the value of a node."""

    def container(self, number: Any) -> Any:
        """Returns the container with a number."""

    def same(self, number: Any) -> Any:
        """Returns the container with a number, which occurs again in the message."""

    def again(self, number: Any) -> Any:
        """Returns the iterator with a number."""

    def filled(self, container: Any, contents: Any) -> Any:
        """Numbers a new container, fills it with contents and returns it."""

    def counted(self, make: Callable[[], Any]) -> Any:
        """Numbers a container before it is created, and returns it."""

    def deep(self, node: Any, table: list[Any]) -> Any:
        """Returns the value of a node whose deeply nested containers have their contents in a table."""

    def later(self, content: Any) -> Any:
        """Returns an empty container, whose contents are in the table of `$deep`."""

    def instance(self, name: str, base: str, contents: list[Any]) -> Any:
        """Returns an instance of a class that derives from a mutable type."""

    def fixed(self, name: str, node: Any, *contents: list[Any]) -> Any:
        """Returns an instance of a class that derives from an immutable type."""

    def member(self, name: str, member: Any) -> Any:
        """Returns a member of an enumeration of the program."""

    def constant(self, names: list[str], node: Any) -> Any:
        """Returns a constant of the program, or a copy of it."""

    def class_named(self, name: str) -> type:
        """Returns a class of the program."""

    def iterator(self, nodes: list[Any], failure: Any = None) -> Any:
        """Returns an iterator over these items, which raises `failure` at the end if there is one."""

    def exception(self, content: Any) -> BaseException:
        """Returns an exception."""


class Tag(NamedTuple):
    """One tag.

    name: the name of the JSON member without its `$`.
    decode: returns the value of the tag's content.
    encode: returns the content for a value; None if only the writer itself writes the tag.
    types: the types that use it, as `module.Name` with the outermost package as the module.
    accepts: returns whether a value of any other type uses it; called in the order of the registry.
    counts: whether its values are containers that are numbered before their contents.
    deferred: returns the content of `$later` for a value; None if it cannot be deferred.
    by_value: whether `accepts` depends on more than the type of the value.
    may_be_constant: whether its values can be constants of the program, whose names are sent too.
    """

    name: str
    decode: Callable[[Any, Decoder], Any]
    encode: Optional[Callable[[Any, Encoder], Any]] = None
    types: tuple[str, ...] = ()
    accepts: Optional[Callable[[Any], bool]] = None
    counts: bool = False
    deferred: Optional[Callable[[Any], Any]] = None
    by_value: bool = False
    may_be_constant: bool = False
