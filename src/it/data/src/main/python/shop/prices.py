import importlib.resources
import json


def price(item):
    prices = importlib.resources.files("shop.data").joinpath("prices.json")
    return json.loads(prices.read_text(encoding="utf-8"))[item]
