def f():
    return f"{a if b else c:>5} {not d} {e or g!r}"
