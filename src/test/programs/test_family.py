from family import add_child, descendants, person, rename_all, ring, twice


def test_a_circle_of_parents_and_children():
    ada, byron = person("Ada"), person("Byron")
    returned = add_child(byron, ada)
    assert returned is byron
    assert byron["children"][0] is ada
    assert ada["parents"][0] is byron
    assert descendants(byron) == ["Ada"]


def test_a_child_of_two_is_one_child():
    mother, father, child = person("M"), person("F"), person("C")
    add_child(mother, child)
    add_child(father, child)
    assert mother["children"][0] is father["children"][0]
    rename_all([mother, father, child], str.lower)
    assert [each["name"] for each in child["parents"]] == ["m", "f"]


def test_one_value_twice():
    pair = twice([1])
    assert pair[0] is pair[1]
    pair[0].append(2)
    assert pair == [[1, 2], [1, 2]]


def test_a_list_that_holds_itself():
    made = ring(2)
    assert len(made) == 2
    assert made[0] is made and made[1] is made
