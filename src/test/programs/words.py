"""Counts words the way a search engine begins."""
import re
from collections import Counter
from itertools import groupby


def words(text):
    return re.findall(r"[^\W\d_]+", text.casefold())


def stem(word):
    for ending in ("ing", "ed", "s"):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            return word[: -len(ending)]
    return word


def index(documents):
    """Returns for each stem the documents it occurs in, with how often."""
    found = {}
    for name, text in sorted(documents.items()):
        for term, number in Counter(map(stem, words(text))).items():
            found.setdefault(term, {})[name] = number
    return found


def search(documents, query):
    """Returns the names of documents with all words of the query, the best first."""
    entries = [index(documents).get(stem(word), {}) for word in words(query)]
    common = set.intersection(*map(set, entries)) if entries else set()
    return sorted(common, key=lambda name: (-sum(entry[name] for entry in entries), name))


def by_length(text):
    ordered = sorted(set(words(text)), key=lambda word: (len(word), word))
    return {length: list(group) for length, group in groupby(ordered, key=len)}
