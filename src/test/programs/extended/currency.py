from decimal import Decimal as D

CENT = D("0.01")
RATES = {"EUR": D(1), "USD": D("1.08")}


def convert(amount, to):
    return (D(amount) * RATES[to]).quantize(CENT)
