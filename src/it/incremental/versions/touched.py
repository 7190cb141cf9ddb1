def shout(text):
    return text.upper() + "!"


def whisper(text):
    return text.lower()


def main():
    return shout("hello")


def hum(text):
    return "mmm"
