from wrong_calls import attempt, box, cube, no_parameters, raises_type_error


def complaint(function, *args, **kwargs):
    try:
        return function(*args, **kwargs)
    except TypeError as error:
        return str(error)


def test_too_few_and_too_many():
    assert complaint(box, 1) == "box() missing 1 required positional argument: 'height'"
    assert complaint(box) == "box() missing 2 required positional arguments: 'width' and 'height'"
    assert complaint(box, 1, 2, 3) == "box() takes 2 positional arguments but 3 were given"
    assert complaint(no_parameters, 1) == "no_parameters() takes 0 positional arguments but 1 was given"


def test_names():
    assert complaint(box, 1, 2, width=3) == "box() got multiple values for argument 'width'"
    assert complaint(box, 1, 2, colour=3).startswith("box() got an unexpected keyword argument 'colour'")


def test_on_the_way():
    assert attempt([1, 2], {"depth": 3}) == 6
    assert attempt([], {"height": 1}) == "box() missing 1 required positional argument: 'width'"
    assert cube(3) == 27


def test_a_type_error_of_the_function_itself():
    assert complaint(raises_type_error, "1") == 'can only concatenate str (not "int") to str'
