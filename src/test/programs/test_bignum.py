from fractions import Fraction

from bignum import binomial, digits, factorial, harmonic, product


def test_more_digits_than_python_will_print():
    big = factorial(3000)
    assert digits(big) == 9131
    assert big % 10**700 == 0


def test_signs_and_edges():
    assert product([-(2**63), 2**64]) == -(2**127)
    assert product([]) == 1
    assert digits(2**53 + 1) == 16


def test_exact_results():
    assert binomial(200, 100) == 90548514656103281165404177077484163874504589675413336841320
    assert harmonic(10) == Fraction(7381, 2520)
