def f():
    return a and b or not c, -d, +e, ~g, - -h, not not i, -j ** -k
