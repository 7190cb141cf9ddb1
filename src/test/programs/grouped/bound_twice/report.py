from formats import Cell, cells, joined, quoted, row, shown as display


def line(values):
    return row(cells(values))


def titled(title, values):
    return display(title), line(values), joined(*values)


def quotes(values):
    values[:] = map(quoted, values)
    return Cell("x").shown()
