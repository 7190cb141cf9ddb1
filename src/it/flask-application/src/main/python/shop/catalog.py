from dataclasses import dataclass


@dataclass
class Article:
    name: str
    price: float


ARTICLES = [Article("milk", 1.2), Article("tea", 4.0)]


def find(text):
    return [article for article in ARTICLES if text in article.name]
