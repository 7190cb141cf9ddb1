from collections import Counter, OrderedDict, defaultdict, deque

from inventory import by_shelf, first_letter, missing, price_list, recent, stock


def test_a_counter_stays_one():
    count = stock([("nut", 3), ("bolt", 2), ("nut", 4)])
    assert type(count) is Counter
    assert count.most_common(1) == [("nut", 7)]
    assert missing(count, {"nut", "gear", "cog"}) == frozenset({"gear", "cog"})


def test_a_default_factory_comes_along():
    shelves = by_shelf(["nut", "bolt", "net"], first_letter)
    assert type(shelves) is defaultdict
    shelves["z"].append("zip")
    assert shelves == {"n": ["nut", "net"], "b": ["bolt"], "z": ["zip"]}


def test_a_deque_keeps_its_limit():
    last = recent(["a", "b", "c"], 2)
    last.append("d")
    assert last == deque(["c", "d"])


def test_an_ordered_dictionary_keeps_its_order():
    prices = price_list({"gear": 9.5, "nut": 0.1, "cog": 2})
    assert type(prices) is OrderedDict
    prices.move_to_end("nut")
    assert list(prices) == ["cog", "gear", "nut"]
