# PEP 654
def f():
    try: a
    except* b: c
    except *(d, e) as g: g
