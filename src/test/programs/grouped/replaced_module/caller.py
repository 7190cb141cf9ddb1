import plugins
from plugins import shouted


def both(text):
    return shouted(text), plugins.answer


def twice(number):
    return plugins.added(plugins.added(number))
