def f():
    return a(), b(c), d(*e, **g), h(i, j=k), l(m for n in o), p(q)(r)(s), t(u,), v(w=x,), y(*z, b)
