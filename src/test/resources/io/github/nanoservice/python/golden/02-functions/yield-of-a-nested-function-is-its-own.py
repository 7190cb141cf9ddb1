def main():
    def inner(): yield 1
    return lambda: (yield 2)
