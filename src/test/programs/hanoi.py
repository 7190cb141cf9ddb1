"""Recursions of one function: shallow ones that branch, and deep ones that do not."""


def moves(discs, start="A", over="B", end="C"):
    """Yields the moves of a tower."""
    if discs:
        yield from moves(discs - 1, start, end, over)
        yield start, end
        yield from moves(discs - 1, over, start, end)


def depth(nested):
    """Returns how deep lists are nested; 0 for what is no list."""
    return max(map(depth, nested), default=0) + 1 if isinstance(nested, list) else 0


def ackermann(m, n):
    if m == 0:
        return n + 1
    if n == 0:
        return ackermann(m - 1, 1)
    return ackermann(m - 1, ackermann(m, n - 1))


def permute(items, chosen, found):
    """Collects all orders of items in `found`."""
    if not items:
        found.append(tuple(chosen))
    for index, item in enumerate(items):
        permute(items[:index] + items[index + 1 :], chosen + [item], found)


def countdown(n):
    return [n] + countdown(n - 1) if n else ["lift-off"]
