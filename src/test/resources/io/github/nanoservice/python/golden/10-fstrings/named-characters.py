# The braces of \N{...} hold a name of Unicode, no expression.
def f():
    return f"\N{GREEK SMALL LETTER ALPHA} {a} \N{EM DASH}{b}"
