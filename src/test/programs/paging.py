"""Pages through records; a page may turn out to be unreadable when it is reached."""


def page(records, number, size):
    """Returns one page. Raises ValueError where a record on it is unreadable."""
    rows = records[number * size : (number + 1) * size]
    if None in rows:
        raise ValueError(f"page {number} is unreadable")
    return rows


def pages(records, size):
    """Yields page by page, and returns how many there were."""
    number = 0
    while rows := page(records, number, size):
        yield rows
        number += 1
    return number


def rows(records, size):
    """Yields the pages, and then how many there were."""
    number = yield from pages(records, size)
    yield number


def readable(records, size):
    """Returns what can be read before the first unreadable page."""
    found = []
    try:
        for each in pages(records, size):
            found.extend(each)
    except ValueError as error:
        found.append(str(error))
    return found
