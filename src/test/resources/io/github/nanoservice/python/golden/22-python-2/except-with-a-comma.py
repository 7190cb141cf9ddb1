# Python 2's comma bound the exception; in Python 3.14 it is a second class (PEP 758).
def f():
    try: a
    except ValueError, error: return error
