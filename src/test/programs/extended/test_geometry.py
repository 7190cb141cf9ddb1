from geometry import Circle, Square, area, grow, grown, squares, total


def test_a_function_that_names_no_class():
    assert area(Circle(1)) == 3.142
    assert round(total([Circle(1), Square(2)]), 3) == 7.142


def test_attributes_come_back():
    circle = Circle(1)
    assert grow(circle, 3) is circle
    assert (circle.radius, circle.grown) == (3, True)


def test_instances_are_made_there():
    made = squares([4, 9])
    assert made == [Square(2.0), Square(3.0)]
    assert [each.rounded for each in made] == [4.0, 9.0]
    assert grown([1, 4], 2) == 20.0
    assert repr(made) == "[Square(square), Square(square)]"
