from orders import Line, Money, Order, append, dearest, with_tax


def test_an_order():
    order = Order()
    append(order, "pen", 150, 2)
    append(order, "book", 1000)
    assert order == Order([Line("pen", Money(150), 2), Line("book", Money(1000))], {"pen": "2 x", "book": "1 x"})
    assert with_tax(order) == Money(1560)
    assert dearest(order) is order.lines[1]


def test_frozen_and_hashable():
    assert len({Money(1), Money(1), with_tax(Order())}) == 2
