def f():
    return f"{a=} {b = } {c=!r} {d=:>5} {e.g=!s:>{h}} {i(x=1)=}"
