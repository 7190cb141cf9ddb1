from plant.care import depth, water
from plant.garden.beds import label, rows
from plant.garden.plan import needs, plan


def test_data_of_packages_inside():
    assert water("leek") == 2
    assert depth("beet") == 2.0


def test_data_of_packages_around():
    assert rows() == ["leek", "beet"]
    assert label() == "bed 1"


def test_from_a_sliced_module():
    assert plan() == {"leek": (1.5, 2), "beet": (2.0, 1)}
    found = {"x": 0}
    needs(["beet"], found)
    assert found == {"x": 0, "beet": 1}


def test_a_missing_file():
    try:
        depth("kale")
    except LookupError as error:
        assert error.args == ("no seeds of kale",)
