"""A module of a package by its whole name, with its functions, classes and constants."""
import library.books
import library.settings as conditions
from library import dates


def shelve(titles):
    return [library.books.Book(title) for title in titles]


def first_due(books):
    return min(library.books.borrow(book, 1).due for book in books)


def in_two_days():
    return dates.due(24, 2), conditions.HOLIDAYS
