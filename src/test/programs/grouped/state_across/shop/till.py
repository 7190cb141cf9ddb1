from shop import store
from shop.store import ITEMS as shelf


def sell(name, amount=1):
    if shelf.get(name, 0) < amount:
        raise LookupError(f"{shelf.get(name, 0)} {name} left")
    shelf[name] -= amount
    store.sold += amount
    return shelf[name]


def receipt(name, amount):
    return f"{amount} {name}"
