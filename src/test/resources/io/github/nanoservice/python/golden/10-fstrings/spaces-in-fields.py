def f():
    return f"{ a } {	b	} { c !r} { d :x}"
