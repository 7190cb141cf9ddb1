def f(match):
    x = match[a:b]
    match[c:d]
    match(e)[g:h] = i
    print(match[1:])
