from routes import in_units, length
from units import define, factor, kilometres, known, metres


def test_names_that_were_written():
    assert kilometres(2) == 2000
    values = [(1, "km"), (50, "cm")]
    metres(values)
    assert values == [1000, 0.5]


def test_a_name_written_by_a_call():
    assert known() == ["CM_IN_M", "KM_IN_M", "M_IN_M"]
    define("inch", 0.0254)
    assert factor("inch") == 0.0254
    assert known() == ["CM_IN_M", "INCH_IN_M", "KM_IN_M", "M_IN_M"]


def test_from_another_module():
    assert length() == 7000
    assert in_units(500, "km") == 0.5
    try:
        in_units(1, "mile")
    except LookupError as error:
        assert error.args == ("mile is not a unit",)
        assert type(error.__cause__) is KeyError
