def f(x):
    match x:
        case 0 | -1 | 1.5 | 2j | 1 + 2j | -1 - 3j: a
        case "s" | b"t" b'u' | None | True | False: b
