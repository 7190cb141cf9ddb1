from colours import Access, Colour, Level, allowed, highest, opposite, pick


def test_members_are_themselves():
    assert opposite(Colour.RED) is Colour.GREEN
    assert pick() is Colour.RED and pick("GREEN") is Colour.GREEN
    assert Colour.GREEN.other is Colour.RED


def test_flags_and_numbers():
    assert allowed(Access.ALL) == ["READ", "WRITE"]
    assert allowed(Access.WRITE) == ["WRITE"]
    assert highest([Level.LOW, Level.HIGH]) is Level.HIGH
