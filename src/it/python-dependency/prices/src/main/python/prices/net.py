import json
import pkgutil

RATE = 2


def net(item):
    prices = json.loads(pkgutil.get_data("prices", "table.json"))
    return prices[item] * RATE
