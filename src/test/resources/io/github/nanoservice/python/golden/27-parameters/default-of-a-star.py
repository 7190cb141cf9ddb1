def f(*a=()): pass
