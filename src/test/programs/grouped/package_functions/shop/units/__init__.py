from shop.units.factors import FACTORS


class Length:
    def __init__(self, text):
        number, unit = text.split()
        self.metres = float(number) * FACTORS[unit]


def longest(texts):
    return max((Length(text) for text in texts), key=lambda length: length.metres).metres
