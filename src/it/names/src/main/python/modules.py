"""Names of modules that other functions import."""


def math(text):
    return "math " + text


def re(text):
    return "re " + text


def os(text):
    return "os " + text
