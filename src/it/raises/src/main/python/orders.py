def quantity(text):
    return int(text)


def main():
    return quantity("a dozen") * 2
