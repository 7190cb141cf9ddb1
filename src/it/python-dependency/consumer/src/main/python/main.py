from prices.net import net


def main():
    return {"consumer": net("book")}
