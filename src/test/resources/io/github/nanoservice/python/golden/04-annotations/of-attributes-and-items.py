def f(self):
    self.rate: float = 1
    table[key]: float
