"""A module that is taken by its names."""
__all__ = ["has", "take"]

SHELF = frozenset(["tea", "milk", "rice"])


def has(item):
    return item in SHELF


def take(basket, item, amount):
    if not has(item):
        raise KeyError(item)
    basket[item] = basket.get(item, 0) + amount
