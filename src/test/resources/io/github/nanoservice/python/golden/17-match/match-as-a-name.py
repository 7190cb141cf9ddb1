def f(match):
    match = a
    match.b = c
    match[d] = e
    match(g)
    match * h
    match - i
    match, j = k
    match: int
    match in l
    match if m else n
    match
    match | o
    return match
