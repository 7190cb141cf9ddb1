"""Functions that are put into the table of another module, and classes by a decorator."""
from commands import COMMANDS, command, names, run

HANDLERS = []


def handler(cls):
    HANDLERS.append(cls)
    return cls


@handler
class Upper:
    def __call__(self, text):
        return text.upper()


@handler
class Twice:
    def __call__(self, text):
        return text * 2


@command("shout")
def shout(text):
    return text + "!"


def handle(text):
    for each in HANDLERS:
        text = each()(text)
    return text


def known():
    return names(), sorted(COMMANDS), [each.__name__ for each in HANDLERS]


def run_all(calls):
    for i, call in enumerate(calls):
        calls[i] = run(*call)
