def f(): pass
def g():
    # a comment is no body
