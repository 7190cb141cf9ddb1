"""Classes that know how they are called, by __init_subclass__, and a table of classes."""


class Handler:
    def __init_subclass__(cls, /, kind, **kwargs):
        super().__init_subclass__(**kwargs)
        cls.kind = kind

    def handle(self, text):
        raise NotImplementedError


class Upper(Handler, kind="upper"):
    def handle(self, text):
        return shout(text)


class Twice(Handler, kind="twice"):
    def handle(self, text):
        return text * 2


HANDLERS = (Upper, Twice)
BY_NAME = {each.__name__: each for each in HANDLERS}


def shout(text):
    return text.upper() + "!"


def make(name):
    return BY_NAME[name]()


def handle_all(handlers, text):
    return [handler.handle(text) for handler in handlers]


def class_of(handler):
    return type(handler)


def run(names, text):
    handlers = [make(name) for name in names]
    return dict(zip([class_of(each).__name__ for each in handlers], handle_all(handlers, text)))
