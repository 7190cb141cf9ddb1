from star_source import rooted
from stars import all_of_it


def test_names_of_both_kinds():
    assert all_of_it(4) == (19, "also!")
    assert rooted(9) == 3.0
