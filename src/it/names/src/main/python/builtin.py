"""Names that Python has a use for itself."""


def print(text):
    return "print " + text


def list(*texts):
    return "list " + ", ".join(map(str, texts))


def str(value):
    return "str " + repr(value)


def open(text, *, len=len):
    return "open " + text * len(text)
