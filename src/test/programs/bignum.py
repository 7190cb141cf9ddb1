"""Integers beyond every machine word, and exact fractions of them."""
from fractions import Fraction
from functools import reduce
from operator import mul


def product(numbers):
    return reduce(mul, numbers, 1)


def factorial(n):
    return product(range(1, n + 1))


def binomial(n, k):
    return factorial(n) // (factorial(k) * factorial(n - k))


def harmonic(n):
    return sum((Fraction(1, i) for i in range(1, n + 1)), Fraction(0))


def digits(number):
    """Counts decimal digits without making text of the number."""
    estimate = number.bit_length() * 30103 // 100000
    return estimate + (number >= 10**estimate)
