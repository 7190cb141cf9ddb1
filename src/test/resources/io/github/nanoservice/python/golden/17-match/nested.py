def f(x):
    match x:
        case 1:
            match y:
                case 2:
                    return z
                case _:
                    w()
        case _: v()
