from generic import Box, User, name_of, names, unbox, users, wrap


def test_generic_classes():
    assert unbox(Box([1])) == [1]
    box = wrap({"a": 1})
    assert type(box) is Box and box.content == {"a": 1}


def test_a_protocol_is_no_class_of_the_instance():
    made = users([1, 2])
    assert [name_of(each) for each in made] == ["user1", "user2"]
    assert names([3]) == ["user3"]
    assert type(made[0]) is User and made[1].id == 2
