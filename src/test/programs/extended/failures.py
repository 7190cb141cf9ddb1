"""Exceptions of the program's own, with state, a constructor of other arity, a hierarchy and causes."""


class ShopError(Exception):
    """The base of all."""


class OutOfStock(ShopError):
    def __init__(self, item, left):
        super().__init__(f"only {left} of {item}")
        self.item = item
        self.left = left


class Refused(ShopError, ValueError):
    code = 7

    def __str__(self):
        return f"[{self.code}] {self.args[0]}"


STOCK = {"pen": 3}


def take(item, count):
    left = STOCK.get(item, 0)
    if count > left:
        raise OutOfStock(item, left)
    return left - count


def order(item, count):
    try:
        return take(item, count)
    except OutOfStock as error:
        raise Refused(f"{error.item} ({error.left})") from error


def patient(item, count):
    try:
        return order(item, count)
    except ShopError as error:
        return type(error).__name__, str(error), type(error.__cause__).__name__
