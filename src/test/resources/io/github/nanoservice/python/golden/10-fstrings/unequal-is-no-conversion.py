def f():
    return f"{a!=b} {c != d!r} {e!=g:>5}"
