from base import Own, Problem, helper
from child import Child, make, run, safe


def test_classes_of_a_carried_module():
    assert run([Child(), make(), Own()], 2) == [21, 21, 20]
    assert safe(-1) == ("Own", (-1,))
    try:
        helper(-2)
    except Problem as problem:
        assert type(problem.base) is Own
