def shout(text):
    return text.upper() + "!"


def whisper(text):
    return text.lower()


def main():
    return shout("hello")


LOUDNESS = 11
