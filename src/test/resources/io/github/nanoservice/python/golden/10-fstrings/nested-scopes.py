# A field sees the function around it.
def f(a):
    return f"{a} {b} {[a for b in c]} {(lambda d: d + a)}"
