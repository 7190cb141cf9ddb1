from kinds import ANY, DESK, TICKETS, WORD


def kind(text):
    return WORD.Upper if text.isupper() else ANY.Number.Round if text.endswith("0") else WORD


def enter(name):
    return DESK.number(name)


def first_ticket():
    return next(TICKETS)
