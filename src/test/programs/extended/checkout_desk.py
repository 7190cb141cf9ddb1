"""Siblings under other names: functions, constants, and a module."""
import currency as money
from currency import RATES as KNOWN, convert as to


def price(amount, where="USD"):
    return to(amount, where)


def both(amount):
    return [money.convert(amount, name) for name in sorted(KNOWN)]


def known():
    return sorted(money.RATES), money.CENT
