# x:=5 is x with the format specification =5.
def f():
    return f"{x:=5}"
