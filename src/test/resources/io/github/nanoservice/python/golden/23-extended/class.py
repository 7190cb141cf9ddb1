class Item(Base, metaclass=Meta):
    """Doc."""
    rate: int = RATE

    def price(self):
        import math
        return math.floor(self.rate) * factor()


def f():
    return 1
