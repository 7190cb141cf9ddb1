from shop import metres, price, total
from shop.taxes import shipping
from shop.units import longest


def test_constants_of_modules_in_the_package():
    assert round(total(["pen", "book"]), 2) == 30.9
    assert price("pen") == 2.4
    assert round(shipping(), 2) == 5.4


def test_a_package_inside():
    assert metres("2 km") == 2000
    assert longest(["2 km", "30 m"]) == 2000


def test_an_exception():
    try:
        total(["cup"])
    except LookupError as error:
        assert error.args == ("cup",)
