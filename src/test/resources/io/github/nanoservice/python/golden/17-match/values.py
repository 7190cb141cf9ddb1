# A dotted name is looked up, a plain one captures.
def f(x):
    match x:
        case color.RED: pass
        case color.dark.BLUE | other.GREEN: pass
        case name: pass
