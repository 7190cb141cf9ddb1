"""Names that a generated server has a use for itself."""


def Flask(text):
    return "Flask " + text


def app(text):
    return "app " + request(text)


def request(text):
    return "request " + json(text)


def json(text):
    return "json " + text


def answer(text, *, remote=None):
    return "answer " + text + run(text)


def remote(text):
    return "remote " + serve(text)


def run(text):
    return "run " + text


def serve(text):
    return "serve " + text


def nanoservice(text):
    return "nanoservice " + remote(text)


def _(text):
    return "_ " + text


def __name(text):
    return "__name " + text
