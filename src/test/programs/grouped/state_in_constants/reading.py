from kinds import ANY, DESK, TICKETS, WORD
from marks import enter, first_ticket, kind


def upper(texts):
    return [text for text in texts if kind(text) is WORD.Upper]


def round_ones(texts):
    return [text for text in texts if kind(text) is ANY.Number.Round]


def entered(names):
    return [DESK.number(names[-1])] + [enter(name) for name in names] + [DESK.number(name) for name in names]


def tickets():
    return [first_ticket(), next(TICKETS), first_ticket()]
