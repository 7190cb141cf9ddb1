import asyncio

from feed import Reader, collect, fetched, numbered
from feed.source import both, read


def test_generators_and_coroutines():
    assert list(numbered("a\nb")) == [(0, "a"), (1, "b")]
    assert collect("a") == [(0, "a")]
    assert read("x\ny") == ["x", "y"]
    assert asyncio.run(fetched(["a"])) == ["A"]
    assert asyncio.run(both(["a", "b"])) == ["A", "B"]
    found = []
    try:
        for each in numbered("a\n\nb"):
            found.append(each)
    except ValueError as error:
        assert error.args == ("empty line",)
    assert found == [(0, "a")]
