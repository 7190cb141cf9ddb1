"""Numbers worth a look: python3 src/main/python/sequences.py"""
import json


def sieve(limit):
    """Heavy: the primes below a limit."""
    composite = set()
    primes = []
    for number in range(2, limit):
        if number not in composite:
            primes.append(number)
            composite.update(range(number * number, limit, number))
    return primes


def collatz(number):
    steps = 0
    while number != 1:
        number = number // 2 if is_even(number) else 3 * number + 1
        steps += 1
    return steps


def longest_chain(limit):
    """Heavy: the start below a limit from which Collatz' steps are most."""
    return max(range(1, limit), key=collatz)


def is_even(number):
    return number == 0 or is_odd(number - 1)


def is_odd(number):
    return number > 0 and is_even(number - 1)


def gaps(primes):
    return [later - earlier for earlier, later in zip(primes, primes[1:])]


def main(limit=12):
    primes = sieve(limit)
    return {
        "primes": primes,
        "gaps": gaps(primes),
        "start": longest_chain(limit),
        "even": is_even(limit),
    }


if __name__ == "__main__":
    print(json.dumps(main()))
