# PEP 646
def f(*args: *Ts): pass
