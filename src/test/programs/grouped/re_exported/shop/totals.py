"""Uses the functions of another module through the package."""
import shop

NAMES = {"net": "Net"}


class Bill:
    def __init__(self, net):
        self.net = net

    def tax(self):
        return shop.vat(self.net)


def gross(net):
    return net + shop.tax(net)


def all_gross(nets):
    return [net + tax for net, tax in zip(nets, map(shop.vat, nets))]


def billed(net):
    return Bill(net).tax() + (lambda value: shop.tax(value))(net)


def printed(net):
    from shop import vat as tax

    return f"{NAMES['net']} {net}, tax {tax(net)}"
