from loggers import act, levels


def test_each_module_has_its_own():
    assert act(1) == ((1, "loggers", "own"), "logged_too", "other")
    assert levels() == ("own", "other", "loggers")
