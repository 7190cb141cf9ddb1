def f():
    a
    b, c
    d()
    ...
    "text"
    (yield e)
