def f():
    # nothing but a comment

def g(): pass
