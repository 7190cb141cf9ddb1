from matrix import eliminate, scale, subtract, swap, transpose


def test_the_callers_rows_are_changed():
    rows = [[1, 2], [3, 4]]
    first, second = rows
    transpose(rows)
    assert rows == [[1, 3], [2, 4]]
    assert rows[0] is first and rows[1] is second


def test_one_row():
    row = [1, 2]
    scale(row, 10)
    subtract(row, (1, 1), 5)
    assert row == [5, 15]


def test_rows_change_places():
    matrix = [[0, 2], [4, 8]]
    zero = matrix[0]
    assert eliminate(matrix) == 2
    assert matrix == [[1, 2], [0, 1]]
    assert matrix[1] is zero


def test_the_same_row_twice():
    row = [1, 2]
    swap([row, row], (0, 0), (1, 1))
    assert row == [2, 1]
