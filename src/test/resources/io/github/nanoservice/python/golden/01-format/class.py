class Basket:
    def __init__(self):
        self.items = []


@decorated
class Other(Basket): pass
