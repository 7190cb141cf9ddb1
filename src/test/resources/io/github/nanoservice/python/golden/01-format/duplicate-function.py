def price(): return 1


def tax(): return 2


def price(): return 3
def price(): return 4
