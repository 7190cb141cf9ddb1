GREETING = "refused, if anybody looked"


def main():
    return GREETING
