from graph import Person, introduce, pair, reachable, walk


def test_circles():
    people = [Person(name) for name in "abc"]
    assert introduce(people) is people[0]
    assert people[1].friends == [people[0], people[2]]
    assert reachable(people[2]) == ["a", "b", "c"]


def test_one_object_twice():
    one, other = pair(Person("a"))
    assert one is other


def test_a_stream_of_instances():
    ada = Person("a").meet(Person("b"))
    for friend, came in zip(ada.friends, walk(ada)):
        assert came is friend and friend.visited
