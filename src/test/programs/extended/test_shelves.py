from shelves import first_due, in_two_days, shelve


def test_through_modules():
    books = shelve(["Emma", "Persuasion"])
    assert [book.title for book in books] == ["Emma", "Persuasion"]
    assert first_due(books) == 15
    assert [book.due for book in books] == [15, 15]
    assert in_two_days() == (27, {1, 26})
