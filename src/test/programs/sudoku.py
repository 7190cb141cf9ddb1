"""Fills a grid in place by trial and error."""


def candidates(grid, row, column):
    size = len(grid)
    box = int(size**0.5)
    top, left = row - row % box, column - column % box
    taken = {grid[row][i] for i in range(size)} | {grid[i][column] for i in range(size)}
    taken |= {grid[top + i][left + j] for i in range(box) for j in range(box)}
    return [digit for digit in range(1, size + 1) if digit not in taken]


def first_empty(grid):
    """Returns the place of the first 0, or None."""
    for row, line in enumerate(grid):
        if 0 in line:
            return row, line.index(0)
    return None


def solve(grid):
    """Fills the zeros, and returns whether that was possible; if not, the grid is as it was."""
    place = first_empty(grid)
    if place is None:
        return True
    row, column = place
    for digit in candidates(grid, row, column):
        grid[row][column] = digit
        if solve(grid):
            return True
    grid[row][column] = 0
    return False
