def discount(price: float, percent: int = 10) -> float:
    return price * (100 - percent) / 100


def total(prices: list[float], *, percent: int = 0) -> float:
    return sum(discount(price, percent) for price in prices)
