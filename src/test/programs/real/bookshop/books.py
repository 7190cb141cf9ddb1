"""The books of a shop, and what orders of them cost."""
from decimal import Decimal

from werkzeug.utils import secure_filename

BOOKS = {"emma": Decimal("7.50"), "dune": Decimal("9.90")}


def price(name):
    return BOOKS[name]


def total(order):
    return sum((price(name) * count for name, count in order.items()), Decimal(0))


def cheaper_than(limit="8"):
    return {name for name, price in BOOKS.items() if price < Decimal(limit)}


def labels():
    for name, price in BOOKS.items():
        yield f"{name}: {price}"


def receipt(order, *, name="receipt"):
    lines = [f"{count} {book}" for book, count in sorted(order.items())]
    return secure_filename(f"{name}.txt"), "\n".join([*lines, f"total {total(order)}"]).encode()
