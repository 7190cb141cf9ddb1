print("loaded")
logging.getLogger(__name__).setLevel(10)
x[0]()


def f():
    return 1
