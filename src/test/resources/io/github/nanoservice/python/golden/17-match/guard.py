def f(x):
    match x:
        case a if a > b: pass
        case c if (d := e(c)): return d
