def f():
    return f"\n\x41\"{a}\' \\{b} \\\"{c}"
