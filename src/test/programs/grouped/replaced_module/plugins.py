"""Modules that exist only once this one was imported, and a module that computes its names."""
import sys
import types

codecs = types.ModuleType("plugins.codecs")
codecs.shout = str.upper
sys.modules["plugins.codecs"] = codecs
sys.modules.setdefault("plugins.numbers", types.ModuleType("plugins.numbers")).ONE = 1


class _Computed(types.ModuleType):
    @property
    def answer(self):
        return 6 * 7


sys.modules[__name__].__class__ = _Computed


def shouted(text):
    from plugins.codecs import shout
    return shout(text)


def answer_of():
    return sys.modules[__name__].answer


def added(number):
    from plugins.numbers import ONE
    return number + ONE


def loaded(names):
    return [name in sys.modules for name in names]
