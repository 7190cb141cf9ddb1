import pkgutil


def receipt(prices):
    line = pkgutil.get_data("shop", "html/line.html").decode("utf-8").strip()
    return [line.format(item=item, price=price) for item, price in prices.items()]
