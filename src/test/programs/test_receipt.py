from receipt import line, receipt, shout


def test_lines_in_their_order():
    assert receipt([("Nuts", 1.5), ("Bolts", 12)]) == 13.5


def test_one_line():
    assert line("Größe", 0.005) == 0.005


def test_every_way_to_print():
    shout(["on", "off"])
    shout([])
