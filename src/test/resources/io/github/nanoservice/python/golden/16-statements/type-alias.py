# PEP 695
def f():
    type A = b
    type C[D: e, *G, **H] = dict[D, i]
    type = 1
    type.x = A
