def f():
    return a < b <= c > d >= e == g != h in i not in j is k is not l
