from typing import Literal, Optional


def discount(price: float, percent: int = 10, *, reason: Optional[str] = None) -> float:
    """The price with a discount.

    percent: of the price.
    """
    return rounded(price * (100 - percent) / 100)


def rounded(amount: float) -> float:
    return round(amount, 2)


def total(*prices: float, currency: Literal["EUR", "USD"]) -> dict[str, float]:
    if not prices:
        raise ValueError("no prices")
    return {currency: rounded(sum(prices))}
