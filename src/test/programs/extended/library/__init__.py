"""A package that gives its names from where they are."""
from .books import Book, borrow
from .settings import DAYS as LOAN_DAYS

NAME = "library"
