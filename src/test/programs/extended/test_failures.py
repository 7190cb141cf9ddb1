from failures import OutOfStock, Refused, ShopError, order, patient, take


def test_its_class_and_its_state():
    try:
        take("pen", 5)
    except OutOfStock as error:
        assert (error.item, error.left, error.args) == ("pen", 3, ("only 3 of pen",))
    else:
        raise AssertionError


def test_a_cause():
    try:
        order("pen", 4)
    except ValueError as error:
        assert isinstance(error, Refused) and isinstance(error, ShopError)
        assert str(error) == "[7] pen (3)"
        assert error.__cause__.left == 3
    assert patient("cup", 1) == ("Refused", "[7] cup (0)", "OutOfStock")
    assert patient("pen", 1) == 2
