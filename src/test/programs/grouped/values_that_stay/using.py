import functools

from making import adder, adder_of_two, applied, by, counted, doubling, power, taken


class Row:
    def __init__(self, words):
        self.words = words

    def lengths(self):
        def length(word):
            return len(word) + len(self.words)

        return applied(length, self.words)


def sums(values):
    add = adder(1)
    return [add(value) for value in values] + [adder_of_two()(value) for value in values]


def squares(values):
    return [power(2)(value) for value in values]


def ordered(rows, key=None):
    return sorted(rows, key=by(key))


def lengths(text):
    return Row(text.split()).lengths()


def initials(words):
    return counted(words, key=lambda word: word[0])


def chunks(values, size):
    items = iter(values)
    return list(iter(functools.partial(taken, size, items), []))


def twice(values):
    with doubling(values) as result:
        return result
