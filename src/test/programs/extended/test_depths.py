from deep.inner.core import Core, core, weigh
from depths import smallest, weight


def test_packages_in_packages():
    assert weight(5) == 14
    assert smallest() == (6, 3)


def test_a_class_of_a_package_within():
    assert type(core(4)) is Core
    assert weigh(core(4)) == 12
    assert Core().size == 3
