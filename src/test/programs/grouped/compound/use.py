from tables import LIMIT, PRIMES as known, next_square, square


def squares():
    return [square(n) for n in range(LIMIT) if n in known]


def last():
    return next_square(LIMIT - 2)
