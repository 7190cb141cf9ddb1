def f(): return "never closed
def g(): pass
