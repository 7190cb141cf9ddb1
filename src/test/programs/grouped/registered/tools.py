"""An object with which functions of other modules register."""


class Tools:
    def __init__(self):
        self.by_name = {}

    def add(self, name):
        def register(function):
            self.by_name[name] = function
            return function
        return register


tools = Tools()


def use(name, value):
    return tools.by_name[name](value)
