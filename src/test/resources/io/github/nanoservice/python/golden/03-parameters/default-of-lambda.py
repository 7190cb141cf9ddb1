# The default of a lambda is evaluated where the lambda stands.
def f(x):
    return lambda x=x, y=y, *, z=z: x + y + z + w
