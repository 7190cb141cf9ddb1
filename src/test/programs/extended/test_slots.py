from slots import Session, Stack, Tagged, backwards, link, push_all, retag, reverse, values, visit


def test_slots():
    head = link([1, 2, 3])
    assert values(head) == [(1, 2), (2, 4), (3, 6)]
    assert values(reverse(head)) == [(3, 6), (2, 4), (1, 2)]
    assert backwards([1, 2]) == [(2, 4), (1, 2)]


def test_builtin_bases():
    stack = Stack([1])
    assert push_all(stack, [2, 3]) == 3
    assert stack == [1, 2, 3] and type(stack) is Stack
    text = retag(Tagged("a", "x"), "y")
    assert (text, text.tag, type(text)) == ("a", "xy", Tagged)


def test_a_state_of_its_own():
    session = Session("s")
    assert visit(session) == ("s!", True)
    assert session.name == "s!"
