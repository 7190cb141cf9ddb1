def outer():
    def helper(x): return x
    return helper(1)


def helper(x): return x
