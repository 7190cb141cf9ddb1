def outer():
    def inner(x):
        return helper(x)
    return inner(value)
