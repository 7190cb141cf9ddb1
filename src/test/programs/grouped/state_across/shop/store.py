"""State that functions of three modules share."""
ITEMS = {}
sold = 0


def put(name, amount):
    ITEMS[name] = ITEMS.get(name, 0) + amount


def clear():
    global sold
    ITEMS.clear()
    sold = 0
