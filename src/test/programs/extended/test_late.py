from late import lend, same
from library.books import Book


def test_imports_in_bodies():
    assert lend("Emma") == 28
    assert same(Book("Emma")) and not same("Emma")
