from shop.orders import Order, line_total, ordered
from shop.prices import price


def main():
    total = line_total(Order("milk", 3)) + line_total(Order("bread", 2))
    return [price("milk"), total, ordered()]
