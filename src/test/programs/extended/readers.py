"""Names that a package re-exports: a class, a function, a constant under another name."""
from library import LOAN_DAYS, NAME, Book, borrow


def lend(title, day):
    return borrow(Book(title), day)


def terms():
    return NAME, LOAN_DAYS
