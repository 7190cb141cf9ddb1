from ranking import add_points, best, compare, fold, goal_difference, points, table


def teams():
    return [
        {"name": "Reds", "won": 2, "drawn": 0, "scored": 5, "conceded": 4},
        {"name": "Blues", "won": 1, "drawn": 3, "scored": 6, "conceded": 3},
        {"name": "Greens", "won": 0, "drawn": 1, "scored": 0, "conceded": 9},
    ]


def test_a_comparison_with_remote_criteria():
    assert table(teams()) == ["Blues", "Reds", "Greens"]
    assert table(teams(), compare) == ["Blues", "Reds", "Greens"]


def test_a_key_of_the_callers_choice():
    assert best(teams(), points) == "Reds"
    assert best(teams(), goal_difference) == "Blues"
    assert best(teams(), criterion=len) == "Reds"


def test_a_fold_with_a_function_that_calls_another():
    assert fold(add_points, teams(), 0) == 13
    assert fold(max, [3, 9, 2], 0) == 9
