"""Changes arguments at random places; what is returned, or a deep copy of it, has to be the same to a caller."""
import copy
import random
from collections import OrderedDict, deque
from collections.abc import Iterator
from typing import Any


def changed(value: Any, seed: int, *rest: Any, **more: Any) -> list[Any]:
    """Some part of the changed arguments, and its copy."""
    arguments = [value, *rest, *more.values()]
    choice = random.Random(seed)
    change(arguments, choice)
    picked = pick(arguments, choice)
    return [picked, copy.deepcopy(picked)]


def changing(value: Any, seed: int, *rest: Any) -> Iterator[list[Any]]:
    """The same again and again, with the arguments as they are by then."""
    arguments = [value, *rest]
    choice = random.Random(seed)
    for _ in range(5):
        change(arguments, choice)
        picked = pick(arguments, choice)
        yield [picked, copy.deepcopy(picked)]


def change(arguments: list[Any], choice: random.Random) -> None:
    for _ in range(choice.randrange(4)):
        target = choice.choice(containers(arguments))
        if isinstance(target, dict):
            target[choice.choice(["new", 5])] = something(choice)
        elif target and choice.random() < 0.3:
            target.pop()
        else:
            target.append(something(choice))


def something(choice: random.Random) -> Any:
    """A value whose own containers may come again in the next answer."""
    return choice.choice(
        [1, "x", None, [1, [2]], {"k": [3]}, {1: 2}, (1, [2]), {"$a": 1}, deque([1, [2]]), OrderedDict(a=[1]), b"x"]
    )


def pick(arguments: list[Any], choice: random.Random) -> Any:
    picked = choice.choice(containers(arguments))
    return choice.choice([picked, [picked, picked], {"a": picked, "b": [arguments]}, (picked, 5), {1: picked}])


def containers(value: Any) -> list[Any]:
    """All that can be changed, once each, from the outside in."""
    found: list[Any] = []
    seen: set[int] = set()
    todo = [value]
    for each in todo:
        if isinstance(each, (list, dict, tuple, deque)) and id(each) not in seen:
            seen.add(id(each))
            todo += each.values() if isinstance(each, dict) else each
            if not isinstance(each, tuple):
                found.append(each)
    return found
