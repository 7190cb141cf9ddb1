def f():
    if a: b
    c
    else: d
