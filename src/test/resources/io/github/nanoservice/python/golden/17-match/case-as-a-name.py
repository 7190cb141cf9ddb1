def f():
    case = 1
    match case:
        case case: return case
