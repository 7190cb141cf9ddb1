import os


def discounted(article):
    return article.price * 0.75


def total(articles):
    print("priced in", os.path.basename(os.getcwd()))
    return sum(article.price for article in articles)
