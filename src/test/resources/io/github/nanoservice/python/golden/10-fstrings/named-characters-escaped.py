# The backslash is itself escaped: the braces hold an expression.
def f():
    return f"\\N{a} \\\N{EM DASH}"
