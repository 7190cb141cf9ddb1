"""Sells what the warehouse has: a program of several modules."""
import inventory
from ledger import amount, entry


def unit_price(prices, article):
    """Returns the price of an article. Raises LookupError, which tells of the cheapest, where it has none."""
    if article not in prices:
        cheapest, price = next(iter(inventory.price_list(prices).items()))
        raise LookupError(article, f"{cheapest} costs {price}")
    return amount(prices[article])


def total(prices, basket):
    return sum((unit_price(prices, article) * number for article, number in basket), amount("0"))


def sell(count, prices, basket, day):
    """Takes a basket out of the warehouse's count and returns the bookkeeper's entry."""
    lacking = inventory.missing(count, [article for article, number in basket])
    if lacking:
        raise LookupError(*sorted(lacking))
    price = total(prices, basket)
    for article, number in basket:
        count[article] -= number
    return entry(day, "cash", "sales", str(price))
