def f(match):
    match match:
        case match: return match
