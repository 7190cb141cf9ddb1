def f():
    import os.path
    return os, path
