"""Constants that are made in several steps."""
import copy
from collections import defaultdict, deque

DISHES = []
DISHES.append("soup")
DISHES.extend(["rice", "tea"])
DISHES.insert(0, "bread")
DISHES += ["cake"]
DISHES.sort()

PRICES = {}
PRICES["soup"] = 4
PRICES.update(rice=3, tea=2)
PRICES.update({"bread": 1, "cake": 5})
PRICES.setdefault("soup", 9)
PRICES.pop("cake")
del PRICES["tea"]

TAGS = defaultdict(set)
TAGS["hot"].add("soup")
TAGS["hot"].update({"tea", "rice"})
TAGS["cold"].add("bread")
TAGS["hot"].discard("rice")

LAST = deque(maxlen=2)
LAST.append("a")
LAST.appendleft("b")
LAST.rotate(1)

DEFAULTS = {"size": {"small": 1}}
SPECIAL = copy.deepcopy(DEFAULTS)
SPECIAL["size"]["large"] = 2
SPECIAL["size"].update(medium=1.5)


class Course:
    order = []


Course.order.append("first")
Course.order.append("second")
Course.title = "course"


def dishes():
    return DISHES


def price(dish):
    return PRICES[dish]


def tagged(tag):
    return sorted(TAGS.get(tag, ()))


def last():
    return list(LAST)


def sizes():
    return DEFAULTS["size"], SPECIAL["size"]


def courses():
    return Course.order, Course.title


def bill(chosen):
    chosen.append(sum(price(dish) for dish in chosen))
    return chosen
