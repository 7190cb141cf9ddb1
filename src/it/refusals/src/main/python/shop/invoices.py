def total(prices):
    return sum(prices) * 120 // 100
