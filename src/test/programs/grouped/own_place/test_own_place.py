from atlas import package
from atlas.maps.city import above, depth, named
from atlas.maps.river import length
from where import beside, documented, names, origin


def test_a_module():
    assert names() == ("where", "", "where", "where.py")
    assert origin() == ("where.py", "where.py", "", True)
    assert beside() == ["sign.txt"]
    assert documented() == "What a module knows of itself."


def test_a_package():
    assert package() == ("atlas", "atlas", ["atlas"], True)
    assert above() == package()


def test_a_module_of_a_package():
    assert depth() == ("atlas.maps.city", "atlas.maps", "atlas.maps", 2)
    assert named() == (1094, ["atlas", "maps", "city"])
    try:
        length("Seine")
    except KeyError as error:
        assert error.args == ("Seine",)
