from shop.audit import audit, restock, rounded
from shop.store import clear, put
from shop.till import receipt, sell


def test_one_state():
    clear()
    put("tea", 2)
    assert sell("tea") == 1
    assert restock(["tea", "milk"]) == 2
    assert audit() == ({"milk": 1, "tea": 2}, 1, True)


def test_an_exception_leaves_it():
    clear()
    put("rice", 1)
    try:
        sell("rice", 2)
    except LookupError as error:
        assert error.args == ("1 rice left",)
    assert audit() == ({"rice": 1}, 0, True)


def test_functions_without_it():
    assert receipt("tea", 2) == "2 tea"
    assert rounded(1.25) == 1.2
