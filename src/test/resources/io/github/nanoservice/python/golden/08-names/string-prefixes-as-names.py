def f():
    return b, f, r, u, br, fr, t, rb(f)
