from vectors import ORIGIN, UNIT, Vector, count, move, name, path, total


def test_operators():
    assert move(Vector(1, 2)) == Vector(2, 3)
    assert total([UNIT, UNIT, Vector(5, 5)]) == Vector(7, 7)


def test_instances_as_keys():
    assert name(UNIT) == "unit" and name(Vector(0, 0)) == "origin" and name(Vector(9, 9)) is None
    assert path(2) == ["origin", "unit", None]
    assert count([UNIT, ORIGIN, UNIT]) == {UNIT: 2, ORIGIN: 1}
