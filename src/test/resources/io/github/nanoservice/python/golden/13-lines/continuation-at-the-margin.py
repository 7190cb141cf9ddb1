\
def f(): pass
