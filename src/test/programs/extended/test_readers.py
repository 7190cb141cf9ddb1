from library.books import Book
from readers import lend, terms


def test_what_a_package_gives():
    book = lend("Emma", 12)
    assert type(book) is Book and book.due == 27
    assert book.late(28) and not book.late(27)
    assert terms() == ("library", 14)
