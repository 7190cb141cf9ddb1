# PEP 758
def f():
    try: a
    except b, c: d
    except* e, g: h
