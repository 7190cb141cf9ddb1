def f():
    return "g(x)", 'def h(): pass', """
def i(): return j
class K: pass
"""
