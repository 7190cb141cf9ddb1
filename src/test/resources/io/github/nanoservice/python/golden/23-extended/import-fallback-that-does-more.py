try:
    import fast
except ImportError:
    print("slow")


def f():
    return 1
