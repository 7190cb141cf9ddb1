"""The ways in which one function of a group calls another."""
from functools import partial, wraps

import shop
from shop.prices import tax


def traced(function):
    @wraps(function)
    def wrapper(value):
        return function(value)

    return wrapper


def inner(value):
    return value


@traced
def decorated(value):
    return value


CALLBACKS = {"inner": inner}
BOUND = partial(inner)


class Caller:
    rule = staticmethod(inner)

    def call(self, value):
        return inner(value)


def apply(function, value):
    return function(value)


def by_its_name(value):
    return inner(value)


def from_another_module(value):
    return tax(value)


def as_an_attribute_of_its_module(value):
    return shop.prices.tax(value)


def as_an_attribute_of_a_package_that_imports_it(value):
    return shop.tax(value)


def with_a_decorator(value):
    return decorated(value)


@traced
def from_a_function_with_a_decorator(value):
    return inner(value)


def as_an_argument(value):
    return apply(inner, value)


def as_an_argument_of_map(value):
    return list(map(inner, (value,)))


def as_the_key_of_sorted(value):
    return sorted((value,), key=inner)


def from_a_dictionary(value):
    return CALLBACKS["inner"](value)


def from_a_partial(value):
    return BOUND(value)


def as_a_default(value, function=inner):
    return function(value)


def from_a_method(value):
    return Caller().call(value)


def as_an_attribute_of_a_class(value):
    return Caller.rule(value)


def from_a_lambda(value):
    return (lambda each: inner(each))(value)


def from_a_comprehension(value):
    return [inner(each) for each in (value,)]


def from_a_nested_function(value):
    def call():
        return inner(value)

    return call()


def by_recursion(value):
    return by_recursion(value - 1) if value else value


WAYS = (
    by_its_name,
    from_another_module,
    as_an_attribute_of_its_module,
    as_an_attribute_of_a_package_that_imports_it,
    with_a_decorator,
    from_a_function_with_a_decorator,
    as_an_argument,
    as_an_argument_of_map,
    as_the_key_of_sorted,
    from_a_dictionary,
    from_a_partial,
    as_a_default,
    from_a_method,
    as_an_attribute_of_a_class,
    from_a_lambda,
    from_a_comprehension,
    from_a_nested_function,
    by_recursion,
)
