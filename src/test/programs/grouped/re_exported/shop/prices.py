"""What the package shows of this module; the other one imports it too."""
from shop import totals

RATE = 20


def tax(net):
    return net * RATE // 100


def checked(net):
    return totals.gross(net) - net == tax(net)
