def f(x):
    match x:
        case (1 | 2) as a: return a
        case [b as c, (e.g | d()) as h] as i: pass
        case (Point(x=0) as j) | j: pass
