def total(prices):
    return sum(prices)


def main():
    return total([1, 2, 3])
