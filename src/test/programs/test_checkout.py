from datetime import date
from decimal import Decimal

from checkout import sell, total, unit_price
from inventory import stock


def test_a_function_of_another_module():
    assert total({"nut": "0.10", "bolt": "1.005"}, [("nut", 3), ("bolt", 1)]) == Decimal("1.31")


def test_a_count_that_two_modules_work_on():
    count = stock([("nut", 3), ("bolt", 1)])
    sold = sell(count, {"nut": "2"}, [("nut", 2)], "2026-05-04")
    assert sold == (date(2026, 5, 4), "cash", "sales", Decimal("4.00"))
    assert count == {"nut": 1, "bolt": 1}


def test_what_is_missing():
    count = stock([("nut", 3)])
    try:
        sell(count, {"nut": "2"}, [("nut", 1), ("gear", 1), ("cog", 1)], "2026-05-04")
    except LookupError as error:
        assert error.args == ("cog", "gear")
    else:
        raise AssertionError("no LookupError")
    assert count == {"nut": 3}


def test_what_has_no_price():
    try:
        unit_price({"nut": "2", "bolt": "1"}, "gear")
    except LookupError as error:
        assert error.args == ("gear", "bolt costs 1")
    else:
        raise AssertionError("no LookupError")
