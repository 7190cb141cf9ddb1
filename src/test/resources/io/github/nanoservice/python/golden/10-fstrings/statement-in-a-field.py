def f():
    return f"{import os}"
