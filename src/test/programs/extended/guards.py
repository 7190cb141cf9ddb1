import functools

KNOWN = ("area", "half")


class Wrong(TypeError):
    pass


def registered(function):
    function.registered = function.__name__ in KNOWN
    return function


def checked(kind):
    def decorate(function):
        @functools.wraps(function)
        def inner(value):
            if not isinstance(value, kind):
                raise Wrong(f"{function.__name__} wants {kind.__name__}")
            return function(value)

        return inner

    return decorate
