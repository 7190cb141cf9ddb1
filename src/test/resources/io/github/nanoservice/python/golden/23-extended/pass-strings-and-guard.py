"""Doc."""
pass
"a string"
if __name__ == "__main__":
    f()


def f():
    return 1
