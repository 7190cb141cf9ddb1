from level import (
    Barometer, Level, LevelError, Thermometer, attempt, kinds, levels, make, number, parse, reraise, restored, stored
)
from monitor import count, known


def test_values_from_outside():
    assert number(Level.HIGH) == 2
    assert number(parse("LOW")) == 1
    assert levels([Thermometer(35), Barometer(1000)]) == [Level.HIGH, Level.LOW]


def test_values_that_another_function_made():
    assert levels([make("thermometer", 10), make("barometer", 1030)]) == [Level.LOW, Level.HIGH]


def test_subclasses_that_nothing_names():
    assert kinds() == ["barometer", "thermometer"]
    assert known() == ["barometer", "thermometer"]
    assert count([("thermometer", 1), ("barometer", 2), ("barometer", 3)]) == {"Thermometer": 1, "Barometer": 2}


def test_exceptions_by_their_class():
    assert attempt(parse, "MIDDLE") == ("LevelError", ["HIGH", "LOW"])
    try:
        parse("NONE")
    except LevelError as error:
        assert error.known == ["HIGH", "LOW"]
    try:
        reraise(LevelError("UP", []))
    except LevelError as error:
        assert error.known == []


def test_classes_by_name():
    assert restored(stored(Level.LOW)) is Level.LOW
    assert restored(stored([Thermometer(5)]))[0].value == 5
