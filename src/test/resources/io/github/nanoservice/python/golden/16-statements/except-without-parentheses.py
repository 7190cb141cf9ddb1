# PEP 758
def f():
    try: a
    except b, c: d
    try: a
    except* e, g: h
