RATES = {}
for category in ("food", "books"):
    RATES[category] = 10


def with_tax(amount, category="food"):
    return amount + amount * RATES[category] // 100
