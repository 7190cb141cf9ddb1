from typing import TYPE_CHECKING
if TYPE_CHECKING:
    from shop import Item
    import os


def f():
    return 1
