"""Type variables, new types, protocols, generic classes."""
from typing import Generic, List, NewType, Optional, Protocol, TypeVar, cast

T = TypeVar("T")
UserId = NewType("UserId", int)
Users = List[UserId]


class Named(Protocol):
    name: str


class Box(Generic[T]):
    def __init__(self, content: T) -> None:
        self.content = content

    def map(self, change) -> "Box[T]":
        return Box(change(self.content))


class User:
    def __init__(self, name: str, user: UserId) -> None:
        self.name = name
        self.id = user


def unbox(box: Box[T]) -> T:
    return box.content


def users(ids: Users) -> "list[User]":
    return [User(f"user{each}", UserId(each)) for each in ids]


def name_of(named: Optional[Named]) -> str:
    return cast(str, named.name) if named else ""


def names(ids: Users) -> "list[str]":
    return [name_of(user) for user in users(ids)]


def wrap(value: T) -> Box[T]:
    return Box[T](value).map(lambda each: each)
