for name in names:
    table[name] = 1
while more():
    pass
with open("x") as file:
    text = file.read()


def f():
    return 1
