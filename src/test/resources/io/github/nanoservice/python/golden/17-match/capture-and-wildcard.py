def f(x):
    match x:
        case _: return _
    match x:
        case y: return y
