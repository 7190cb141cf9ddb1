assert True
raise SystemExit


def f():
    return 1
