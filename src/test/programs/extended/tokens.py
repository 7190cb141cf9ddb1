"""Named tuples with methods and defaults, and a class nested in another."""
from typing import NamedTuple


class Token(NamedTuple):
    kind: str
    text: str = ""

    def is_number(self):
        return self.kind == "number"


class Lexer:
    class Error(Exception):
        def __init__(self, place):
            super().__init__(place)
            self.place = place

    KINDS = {"+": "plus", "*": "times"}


def lex(text):
    found = []
    for place, character in enumerate(text):
        if character.isdigit():
            found.append(Token("number", character))
        elif character in Lexer.KINDS:
            found.append(Token(Lexer.KINDS[character]))
        else:
            raise Lexer.Error(place)
    return found


def numbers(tokens):
    return [int(token.text) for token in tokens if token.is_number()]


def evaluate(text):
    try:
        return sum(numbers(lex(text)))
    except Lexer.Error as error:
        return error.place
