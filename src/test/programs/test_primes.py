from itertools import islice

from primes import first, is_prime, naturals, pairs, primes


def test_an_endless_generator():
    assert list(islice(primes(), 8)) == [2, 3, 5, 7, 11, 13, 17, 19]


def test_a_generator_that_is_left_early():
    for number in naturals(10):
        if number == 12:
            break
    numbers = naturals()
    assert next(numbers) == 1
    numbers.close()
    assert list(numbers) == []


def test_an_endless_generator_behind_a_function():
    assert first(5) == [2, 3, 5, 7, 11]
    assert is_prime(97) and not is_prime(91)


def test_a_lazy_value_that_is_no_generator():
    zipped = pairs(iter("ab"), [1, 2, 3])
    assert next(zipped) == ("a", 1)
    assert list(zipped) == [("b", 2)]
