from prices.net import net


def main():
    return {"shop": net("book")}
