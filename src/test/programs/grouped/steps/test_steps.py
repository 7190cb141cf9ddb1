from menu import bill, courses, dishes, last, price, sizes, tagged
from party import cheap, hot_bill


def test_all_steps_were_taken():
    assert dishes() == ["bread", "cake", "rice", "soup", "tea"]
    assert price("soup") == 4
    assert tagged("hot") == ["soup", "tea"]
    assert tagged("none") == []
    assert last() == ["a", "b"]
    assert sizes() == ({"small": 1}, {"small": 1, "large": 2, "medium": 1.5})
    assert courses() == (["first", "second"], "course")


def test_from_another_module():
    assert cheap() == ["bread"]
    assert hot_bill() == ["soup", 4]


def test_arguments():
    chosen = ["rice", "bread"]
    assert bill(chosen) == ["rice", "bread", 4]
    assert chosen == ["rice", "bread", 4]
    for missing in ("cake", "tea"):
        try:
            price(missing)
        except KeyError as error:
            assert error.args == (missing,)
