"""Imports within functions, of siblings with constants and classes."""


def lend(title):
    from library import Book, borrow
    from library.settings import DAYS

    return borrow(Book(title), DAYS).due


def same(book):
    import library.books

    return isinstance(book, library.books.Book)
