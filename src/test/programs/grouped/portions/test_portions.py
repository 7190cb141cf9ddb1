from pack.one import scaled
from pack.sub.two import plain, scale, text


def test_data_of_namespace_packages():
    assert scaled(2) == 5.0
    assert text() == "hi"
    assert plain() == "hi"
    assert scale(1, 2) == 2
