from counters import count
from tickets import Ticket


def take():
    return Ticket.next().number + 0 * count()


def taken():
    return Ticket.numbers
