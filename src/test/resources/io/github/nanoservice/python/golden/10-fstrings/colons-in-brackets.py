def f():
    return f"{a[1:2]} {({'b': c})} {d(e)[::g]:h}"
