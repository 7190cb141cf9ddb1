def f(x):
    match x:
        case []: pass
        case [a, b, *c]: return a, b, c
        case (d, *_): return d
        case e, g: return e, g
        case *h, i: return h, i
        case (): pass
        case k,: return k
        case (j): return j
