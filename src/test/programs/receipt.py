"""Prints receipts; each function prints its part."""


def line(text, price):
    print(f"{text:.<20}{price:>8.2f}")
    return price


def rule(character="-"):
    print(character * 28)


def receipt(items):
    """Prints a receipt and returns the sum."""
    rule("=")
    total = sum(line(text, price) for text, price in items)
    rule()
    line("Total", total)
    print()
    return total


def shout(words):
    for word in words:
        print(word.upper(), end="!\n")
    print(*words, sep=", ")
