def total(prices: list[float], percent, *, currency: str) -> float | None:
    return sum(price * (100 - percent) / 100 for price in prices)
