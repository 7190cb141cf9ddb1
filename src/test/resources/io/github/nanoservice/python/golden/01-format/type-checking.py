if TYPE_CHECKING:
    from shop import Item


def f():
    return 1
