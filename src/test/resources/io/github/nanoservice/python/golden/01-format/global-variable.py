# Nothing is shared between services.
RATE = 0.19


def tax(net):
    return net * RATE
