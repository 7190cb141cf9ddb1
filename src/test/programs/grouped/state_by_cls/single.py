"""Classes that keep their instances."""


class Single(type):
    made = {}

    def __call__(cls, *args):
        if cls not in cls.made:
            cls.made[cls] = super().__call__(*args)
        return cls.made[cls]


class Desk:
    _desk = None

    def __new__(cls):
        if cls._desk is None:
            cls._desk = super().__new__(cls)
            cls._desk.orders = []
        return cls._desk


def order(name):
    desk = Desk()
    desk.orders.append(name)
    return len(desk.orders)


def orders():
    return Desk().orders
