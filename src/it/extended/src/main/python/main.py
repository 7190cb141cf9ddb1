"""Prices an order."""
import shop
from shop import Line, gross
from shop.rates import RATES

NAMES = ["Emma", "Persuasion", "a first edition"]


def main():
    lines = [Line(name, 7 + index * RATES["book"], "book") for index, name in enumerate(NAMES)]
    lines[-1].price *= 100
    prices = {}
    for line in lines:
        try:
            prices[line.name] = str(gross(line))
        except shop.OutOfStock as error:
            prices[error.line.name] = str(error)
    return prices, [line.notes for line in lines]


if __name__ == "__main__":
    import json

    print(json.dumps(main(), separators=(",", ":")))
