"""Double-entry bookkeeping to the cent."""
from datetime import date
from decimal import ROUND_HALF_UP, Decimal


def amount(text):
    """Reads an amount of money; rounds half cents up."""
    return Decimal(text.replace(",", "")).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)


def entry(day, debit, credit, text):
    return (date.fromisoformat(day), debit, credit, amount(text))


def post(entries):
    """Returns the balance of each account, keyed by its name and year."""
    balances = {}
    for day, debit, credit, value in entries:
        for account, change in ((debit, value), (credit, -value)):
            key = (account, day.year)
            balances[key] = balances.get(key, Decimal(0)) + change
    return balances


def is_balanced(entries):
    return sum(post(entries).values()) == 0
