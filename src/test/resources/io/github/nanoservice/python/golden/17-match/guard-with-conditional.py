def f(x):
    match x:
        case a if (b if c else d): pass
        case e if lambda: g: pass
