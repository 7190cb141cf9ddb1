import datetime

from statistics_of import first, flatten, spread, week_later


def test_aliases():
    assert spread([3, 4]) == 5.0
    assert flatten([1, [2, 3], (4,)]) == [1, 2, 3, 4]
    assert first([[1, 2], 3]) == [1, 2]


def test_a_module_by_another_name():
    assert week_later(datetime.date(2024, 2, 26)) == datetime.date(2024, 3, 4)
