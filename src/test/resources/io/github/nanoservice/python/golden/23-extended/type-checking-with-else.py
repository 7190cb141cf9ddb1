if TYPE_CHECKING:
    from shop import Item
else:
    Item = object


def f():
    return 1
