def f():
    match a:
        case 1: b
        case c: c
