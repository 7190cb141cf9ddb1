def discount(price, percent=10):
    return price - price * percent // 100


def tax(price):
    return price + price // 5


def main(price=1000):
    return tax(discount(price))
