from memo import area, brighten, brightened


def test_a_decorator_keeps_its_count():
    assert area(2, height=3) == (1, 6)
    assert area(5) == (2, 5)


def test_a_decorator_with_parameters():
    assert brighten(100) == 120
    assert brighten(240) == 255
    assert brightened([-50, 0, 255]) == [0, 10, 255]


def test_the_function_keeps_its_name():
    assert brighten.__name__ == "brighten"
