from dataclasses import dataclass

from shop.prices import price
from shop.tax import with_tax

COUNT = 0


@dataclass
class Order:
    name: str
    number: int


def line_total(order):
    global COUNT
    COUNT += order.number
    return with_tax(price(order.name) * order.number, "books")


def ordered():
    return COUNT


def not_reached():
    return "no service serves it"
