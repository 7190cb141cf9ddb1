def f():
    return f"{a,} {b,!r} {c,:>5} {d,=} {yield!r} {yield:>5} {yield=} {*e,!s}"
