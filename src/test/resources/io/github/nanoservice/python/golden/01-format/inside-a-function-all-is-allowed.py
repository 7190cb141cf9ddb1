def main():
    import numpy as np
    from math import sqrt as root
    class Point: pass
    double = lambda x: 2 * x
    total = 0
    for i in range(3):
        total += double(i)
    def inner(): return np.array([root(total), Point()])
    return inner()
