def f(): return g  # \
def h(): return i
