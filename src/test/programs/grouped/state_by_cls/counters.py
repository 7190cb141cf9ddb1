from single import Single


class Counter(metaclass=Single):
    def __init__(self):
        self.number = 0

    def up(self):
        self.number += 1
        return self.number


def count():
    return Counter().up()


def counted():
    return Counter().number
