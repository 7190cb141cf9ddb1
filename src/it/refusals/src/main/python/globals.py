RATE = 20


def tax(price):
    return price * RATE // 100
