from accounts import opened, owners, pay, reset, total
from bank import richest, transfer


def test_one_state():
    reset()
    first, second = opened("Ada"), opened("Ben")
    assert pay(first, 10).balance == 10
    transfer(first, second, 4)
    assert (first.balance, second.balance) == (6, 4)
    assert total() == (2, 10)
    assert owners() == ["Ada", "Ben"]
    assert richest([first, second]) == "Ada"


def test_an_exception():
    reset()
    account = opened("Cy")
    try:
        pay(account, -1)
    except ValueError as error:
        assert error.args == (-1,)
    assert total() == (1, 0)
