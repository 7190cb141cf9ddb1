from table import add, made
from user import first, missing, other, third


def test_names():
    assert first() == 8
    assert other(4) == 4
    assert third() == 3
    assert add(1) == 2


def test_missing():
    try:
        missing()
    except AttributeError as error:
        print(error)
