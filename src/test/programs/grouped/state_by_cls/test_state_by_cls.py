from counters import count, counted
from office import take, taken
from single import order, orders
from tickets import kinds


def test_instances_that_a_class_keeps():
    before = counted()
    assert [count(), count(), counted()] == [before + 1, before + 2, before + 2]
    assert [order("tea"), order("rice")] == [1, 2]
    assert orders() == ["tea", "rice"]


def test_attributes_of_a_class():
    before = len(taken())
    assert [take(), take()] == [before + 1, before + 2]
    assert len(taken()) == before + 2


def test_registered_classes():
    assert kinds() == ["Day"]
