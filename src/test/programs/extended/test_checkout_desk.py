from decimal import Decimal

from checkout_desk import both, known, price


def test_a_function_by_another_name():
    assert price("10") == Decimal("10.80")
    assert both(1) == [Decimal("1.00"), Decimal("1.08")]


def test_constants_through_a_module():
    assert known() == (["EUR", "USD"], Decimal("0.01"))
