def f(x):
    match x:
        case Point(): pass
        case Point(1, y=2): pass
        case shapes.Circle(r, center=Point(x=a, y=b),): return r, a, b
