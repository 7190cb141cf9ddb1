RATE = 20
LOW, (HIGH, *REST) = 1, (2, 3)
first = second = []
NAMES: dict[str, int] = {n: i for i, n in enumerate("ab")}
PATTERN = re.compile(r"\d+")
count += 1
later: int


def f():
    return 1
