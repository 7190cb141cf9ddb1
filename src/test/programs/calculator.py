"""Arithmetic from text: a tokenizer that streams, and a parser whose functions call one another."""
import operator
import re


def tokens(text):
    """Yields numbers and operators. Raises SyntaxError at the first character that is neither."""
    for number, symbol in re.findall(r"\s*(?:(\d+(?:\.\d+)?)|(\S))", text):
        if number:
            yield float(number)
        elif symbol in "+-*/()":
            yield symbol
        else:
            raise SyntaxError(f"unexpected {symbol!r}")


def expression(queue):
    value = term(queue)
    while queue and queue[0] in ("+", "-"):
        value = apply(queue.pop(0), value, term(queue))
    return value


def term(queue):
    value = factor(queue)
    while queue and queue[0] in ("*", "/"):
        value = apply(queue.pop(0), value, factor(queue))
    return value


def factor(queue):
    if not queue:
        raise SyntaxError("unexpected end")
    token = queue.pop(0)
    if token == "-":
        return -factor(queue)
    if token == "(":
        value = expression(queue)
        if not queue or queue.pop(0) != ")":
            raise SyntaxError("missing )")
        return value
    if isinstance(token, str):
        raise SyntaxError(f"unexpected {token!r}")
    return token


def apply(symbol, left, right):
    return {"+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv}[symbol](left, right)


def evaluate(text):
    queue = list(tokens(text))
    value = expression(queue)
    if queue:
        raise SyntaxError(f"unexpected {queue[0]!r}")
    return value
