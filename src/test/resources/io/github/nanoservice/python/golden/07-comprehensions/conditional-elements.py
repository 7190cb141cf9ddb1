def f():
    return [a if b else c for a in d if (b if a else c)]
