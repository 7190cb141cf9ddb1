import os
os.environ["A"] = "b"
sys.path[0:0] = ["x"]


def f():
    return 1
