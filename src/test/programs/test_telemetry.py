import math

from telemetry import clean, extremes, frame, impedance, label, phase, undo


def test_floats_that_json_has_no_word_for():
    kept = clean([1.5, math.nan, -0.0, math.inf])
    assert kept == [1.5, 0.0, math.inf]
    assert math.copysign(1, kept[1]) == -1
    assert extremes([math.nan]) == (math.inf, -math.inf)


def test_complex_numbers():
    assert impedance(3, -0.0) == 3
    assert phase(impedance(1, 1)) == 45.0


def test_bytes():
    assert frame([1.0, -1.0, math.nan, 127.9]) == b"\x01\xff\x7f"


def test_keys_that_look_like_ours_and_halves_of_surrogates():
    named = label(b"\xffprobe")
    assert named == {"$name": "\udcffprobe", 1: True, "1": None, None: ...}
    assert undo(named) == b"\xffprobe"
    assert undo({"$name": "$tuple"}) == b"$tuple"
