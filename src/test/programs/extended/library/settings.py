DAYS = 14
HOLIDAYS = frozenset({1, 26})
