def f():
    return f"{a:>10} {b:%Y-%m-%d} {c:} {d:.2f} {e: } {g:,}"
