"""A module that is sliced, and calls the carried one."""
PRICES = {"tea": 3, "milk": 1, "rice": 2}


class Discount:
    def __init__(self, percent):
        self.percent = percent

    def of(self, item):
        return price(item) * (100 - self.percent) / 100


def price(item):
    if item not in PRICES:
        raise LookupError(f"no price of {item}")
    return PRICES[item]


def cheapest(prices):
    return min(prices, key=prices.get)


def quote(basket):
    import desk
    return {"sum": desk.total(basket), "best": desk.best(sorted(basket))}


def offer(item):
    from desk import reduced
    return [reduced(item, percent) for percent in (10, 50)]
