import shop
import shop.store as kept

from . import items


def audit():
    return dict(sorted(kept.ITEMS.items())), kept.sold, items is kept.ITEMS


def restock(names):
    for name in names:
        shop.put(name, 1)
    return len(items)


def rounded(number):
    return round(number, 1)
