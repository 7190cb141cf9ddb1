class Item: pass
class Item(Item): pass


def f():
    return 1
