"""State that functions share: they are one group."""
HITS = {}
total = 0


def hit(name):
    global total
    HITS[name] = HITS.get(name, 0) + 1
    total += 1
    return total


def hits():
    return dict(sorted(HITS.items())), total


def forget():
    global total
    HITS.clear()
    total = 0


def twice(name):
    hit(name)
    return hit(name)
