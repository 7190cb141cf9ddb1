def total(prices, *, tax=20):
    return sum(prices) * (100 + tax) // 100


def main():
    return total([100, 200])
