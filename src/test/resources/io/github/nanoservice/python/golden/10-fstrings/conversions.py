def f():
    return f"{a!r} {b!s} {c!a} {d!r:>10} {e!s:{g}}"
