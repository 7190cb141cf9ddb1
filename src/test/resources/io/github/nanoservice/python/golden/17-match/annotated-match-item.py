# No match statement: what follows the colon is an annotation.
def f(match):
    match[a]: b
    match.c: d = e
