from . import settings
from .dates import due


class Book:
    def __init__(self, title):
        self.title = title
        self.due = None

    def late(self, day):
        return self.due is not None and day > due(self.due, 0)


def borrow(book, day):
    book.due = due(day, settings.DAYS)
    return book
