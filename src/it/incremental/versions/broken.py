import acme_loudness


def shout(text):
    return text.upper() + "!"


def whisper(text):
    return acme_loudness.lower(text)


def main():
    return shout("hello")
