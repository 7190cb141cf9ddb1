from decorated_elsewhere import area, half, names, third
from guards import Wrong


def test_decorated():
    assert area(2, 3) == 6
    assert half(5) == 2
    assert third(18) == 3
    assert names() == ("area", "half")


def test_what_the_decorator_raises():
    try:
        half("5")
    except Wrong as error:
        assert str(error) == "half wants int"
    else:
        raise AssertionError
