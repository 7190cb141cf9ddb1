"""Streams of numbers, some without an end."""
from itertools import count, islice, takewhile


def naturals(start=1):
    """Yields all integers from `start` on."""
    yield from count(start)


def primes():
    """Yields all primes: a sieve that only remembers what it has found."""
    found = []
    for number in naturals(2):
        if all(number % prime for prime in takewhile(lambda prime: prime * prime <= number, found)):
            found.append(number)
            yield number


def first(n):
    return list(islice(primes(), n))


def is_prime(number):
    return next(prime for prime in primes() if prime >= number) == number


def pairs(left, right):
    return zip(left, right)
