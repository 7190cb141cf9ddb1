from sudoku import candidates, first_empty, solve


def test_a_grid_is_solved_where_it_is():
    grid = [[1, 0, 0, 0], [0, 0, 3, 0], [0, 4, 0, 0], [0, 0, 0, 2]]
    rows = list(grid)
    assert solve(grid) is True
    assert all(row is kept for row, kept in zip(grid, rows))
    assert all(sorted(row) == [1, 2, 3, 4] for row in grid)
    assert all(sorted(column) == [1, 2, 3, 4] for column in zip(*grid))


def test_a_grid_without_a_solution_is_as_it_was():
    grid = [[1, 2, 0, 0], [0, 0, 1, 2], [0, 0, 4, 0], [0, 0, 3, 0]]
    before = [row[:] for row in grid]
    if not solve(grid):
        assert grid == before


def test_places():
    assert first_empty([[1, 2], [2, 0]]) == (1, 1)
    assert first_empty([[1]]) is None
    assert candidates([[1, 0], [0, 0]], 0, 1) == [2]
