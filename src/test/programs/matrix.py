"""Matrices as lists of rows, changed where they are."""


def transpose(matrix):
    """Transposes a square matrix in place."""
    for i in range(len(matrix)):
        for j in range(i):
            swap(matrix, (i, j), (j, i))


def swap(matrix, a, b):
    matrix[a[0]][a[1]], matrix[b[0]][b[1]] = matrix[b[0]][b[1]], matrix[a[0]][a[1]]


def scale(row, factor):
    row[:] = [factor * value for value in row]


def subtract(row, other, factor):
    for index, value in enumerate(other):
        row[index] -= factor * value


def eliminate(matrix):
    """Brings a matrix into row echelon form and returns its rank."""
    rank = 0
    for column in range(len(matrix[0])):
        pivot = next((row for row in matrix[rank:] if row[column]), None)
        if pivot is None:
            continue
        place = next(i for i, row in enumerate(matrix) if row is pivot)
        matrix[rank], matrix[place] = matrix[place], matrix[rank]
        scale(pivot, 1 / pivot[column])
        for row in matrix[rank + 1 :]:
            subtract(row, pivot, row[column])
        rank += 1
        if rank == len(matrix):
            break
    return rank
