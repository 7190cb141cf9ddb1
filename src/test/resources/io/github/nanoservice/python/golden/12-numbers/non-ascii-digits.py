# Digits of other scripts may stand in a name, but not in a number.
def f(a٣): return a٣ + ٣
