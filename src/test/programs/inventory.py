"""A warehouse in the containers of the standard library."""
from collections import Counter, OrderedDict, defaultdict, deque


def stock(deliveries):
    """Counts articles; an article that was never delivered has 0."""
    count = Counter()
    for article, number in deliveries:
        count[article] += number
    return count


def by_shelf(articles, shelf_of):
    shelves = defaultdict(list)
    for article in articles:
        shelves[shelf_of(article)].append(article)
    return shelves


def first_letter(article):
    return article[0]


def recent(articles, limit):
    return deque(articles, maxlen=limit)


def price_list(prices):
    """Orders the cheapest first."""
    return OrderedDict(sorted(prices.items(), key=lambda item: item[1]))


def missing(count, wanted):
    return frozenset(article for article in wanted if not count[article])
